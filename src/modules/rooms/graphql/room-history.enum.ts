import { registerEnumType } from '@nestjs/graphql';
import { RoomHistory } from '../rooms.words.js';

registerEnumType(RoomHistory, {
  name: 'RoomHistory',
  description: 'From where on a newcomer sees messages.',
  valuesMap: {
    ALL: { description: 'Everything that was ever said.' },
    SINCE_JOINING: { description: 'Only what is said after they joined.' },
  },
});

export { RoomHistory };
