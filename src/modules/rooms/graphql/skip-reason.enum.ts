import { registerEnumType } from '@nestjs/graphql';
import { SkipReason } from '../rooms.words.js';

registerEnumType(SkipReason, {
  name: 'RoomMemberSkipReason',
  description: 'Why somebody was not added to a room.',
  valuesMap: {
    NOT_FOUND: { description: 'There is no such account, or no more.' },
    ALREADY_MEMBER: { description: 'They are in it.' },
    BANNED: { description: 'They are banned from it.' },
    BLOCKED: { description: 'They and the viewer have a block between them.' },
  },
});

export { SkipReason };
