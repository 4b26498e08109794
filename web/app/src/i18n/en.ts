import { common } from './en/common.js';
import { auth } from './en/auth.js';
import { settings } from './en/settings.js';
import { profile } from './en/profile.js';
import { connection } from './en/connection.js';
import { notices } from './en/notices.js';
import { conversation } from './en/conversation.js';
import { conversations } from './en/conversations.js';
import { contacts } from './en/contacts.js';
import { rooms } from './en/rooms.js';

/** Every text of the application, by area. */
export const en = {
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
