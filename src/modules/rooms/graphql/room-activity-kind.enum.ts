import { registerEnumType } from '@nestjs/graphql';
import { RoomActivityKind } from '../rooms.words.js';

registerEnumType(RoomActivityKind, {
  name: 'RoomActivityType',
  description: 'What happened in a room.',
  valuesMap: {
    ENTERED: { description: 'Somebody came into the room: their first subscription to its activity began.' },
    EXITED: {
      description:
        'Somebody went out of the room: their last subscription ended, by closing the socket or because its server died. They are still a member.',
    },
    JOINED: { description: 'Somebody became a member.' },
    LEFT: { description: 'A member left for good.' },
    REMOVED: { description: 'A member was removed. Of the member who is removed this ends the subscription.' },
  },
});

export { RoomActivityKind };
