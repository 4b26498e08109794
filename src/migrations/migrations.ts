import * as attachments from './20261121-attachments.js';
import * as auth from './20261121-auth.js';
import * as common from './20261121-common.js';
import * as contacts from './20261121-contacts.js';
import * as conversations from './20261121-conversations.js';
import * as drafts from './20261121-drafts.js';
import * as messages from './20261121-messages.js';
import * as presences from './20261121-presences.js';
import * as reactions from './20261121-reactions.js';
import * as rooms from './20261121-rooms.js';
import * as users from './20261121-users.js';

/** Every migration, for both databases, in order of time stamp (TypeORM sorts by it). */
export const migrations = [
  ...Object.values(common),
  ...Object.values(users),
  ...Object.values(auth),
  ...Object.values(contacts),
  ...Object.values(conversations),
  ...Object.values(attachments),
  ...Object.values(messages),
  ...Object.values(rooms),
  ...Object.values(reactions),
  ...Object.values(drafts),
  ...Object.values(presences),
];
