import { registerEnumType } from '@nestjs/graphql';
import { ParticipantRole } from '../conversation.words.js';

registerEnumType(ParticipantRole, {
  name: 'ParticipantRole',
  description: 'What a participant may do. In direct conversations everybody is a MEMBER.',
  valuesMap: {
    OWNER: { description: 'Everything, deleting the room included; there is one.' },
    ADMIN: { description: 'Changes the room and its members, but not the owner.' },
    MEMBER: { description: 'Reads and writes.' },
  },
});

export { ParticipantRole };
