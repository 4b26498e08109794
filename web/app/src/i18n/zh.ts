import { common } from './zh/common.js';
import { auth } from './zh/auth.js';
import { settings } from './zh/settings.js';
import { profile } from './zh/profile.js';
import { connection } from './zh/connection.js';
import { notices } from './zh/notices.js';
import { conversation } from './zh/conversation.js';
import { conversations } from './zh/conversations.js';
import { contacts } from './zh/contacts.js';
import { rooms } from './zh/rooms.js';

/** The same in simplified Chinese; i18n.spec.ts holds it against the English. */
export const zh = {
  common,
  auth,
  settings,
  profile,
  connection,
  notices,
  conversation,
  conversations,
  contacts,
  rooms,
} as const;
