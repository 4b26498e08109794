import { registerEnumType } from '@nestjs/graphql';
import { ConversationKind } from '../conversation.words.js';

registerEnumType(ConversationKind, {
  name: 'ConversationKind',
  description: 'What sort of conversation it is.',
  valuesMap: {
    DIRECT: { description: 'Between two people, or of one with themselves; one per pair, and nobody leaves it.' },
    ROOM: { description: 'Of a room, whose members come and go.' },
  },
});

export { ConversationKind };
