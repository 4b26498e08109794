import { registerEnumType } from '@nestjs/graphql';

/** What became different in a user's contacts. */
export enum ContactsChange {
  ADDED = 'ADDED',
  UPDATED = 'UPDATED',
  REMOVED = 'REMOVED',
  GROUP_CHANGED = 'GROUP_CHANGED',
  BLOCK_CHANGED = 'BLOCK_CHANGED',
}

registerEnumType(ContactsChange, {
  name: 'ContactsChange',
  description:
    'What became different. Several changes of one thing may come as one, so ADDED and UPDATED both mean: this is how the contact is now.',
  valuesMap: {
    ADDED: { description: 'A person was added.' },
    UPDATED: { description: 'Alias or group of a contact was changed.' },
    REMOVED: { description: 'A person is no longer a contact.' },
    GROUP_CHANGED: {
      description:
        'A group was made, renamed, moved or deleted; contacts of a deleted one are in the default group now.',
    },
    BLOCK_CHANGED: { description: 'A person was blocked or unblocked.' },
  },
});
