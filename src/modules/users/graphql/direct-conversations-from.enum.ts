import { registerEnumType } from '@nestjs/graphql';
import { DirectConversationsFrom } from '../users.policy.js';

registerEnumType(DirectConversationsFrom, {
  name: 'DirectConversationsFrom',
  description: 'Who may open a direct conversation with a person.',
  valuesMap: {
    EVERYONE: { description: 'Anybody who is not blocked. The default.' },
    CONTACTS: { description: 'Only people in the contact list.' },
  },
});

export { DirectConversationsFrom };
