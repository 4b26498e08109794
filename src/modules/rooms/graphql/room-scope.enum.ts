import { registerEnumType } from '@nestjs/graphql';
import { RoomScope } from '../rooms.words.js';

registerEnumType(RoomScope, {
  name: 'RoomScope',
  description: 'Which rooms a list is of.',
  valuesMap: {
    MINE: { description: 'Those that the viewer is in.' },
    DISCOVERABLE: { description: 'Public ones that the viewer may enter, or is in already.' },
  },
});

export { RoomScope };
