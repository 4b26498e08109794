import { registerEnumType } from '@nestjs/graphql';
import { RoomVisibility } from '../rooms.words.js';

registerEnumType(RoomVisibility, {
  name: 'RoomVisibility',
  description: 'Who finds a room and may enter it.',
  valuesMap: {
    PUBLIC: { description: 'Everybody who is signed in finds it and may join.' },
    PRIVATE: { description: 'Only members know of it; owner and admins bring people in.' },
  },
});

export { RoomVisibility };
