import { createConnection } from 'mysql2/promise';
import { describe, inject } from 'vitest';
import { newId } from '../src/common/ids/ids.js';
import { conversationLogSuite } from '../src/modules/conversations/conversation-log.contract.js';
import { conversationsSuite } from '../src/modules/conversations/conversations.contract.js';
import { membershipSuite } from '../src/modules/conversations/membership.contract.js';
import { unreadSuite } from '../src/modules/conversations/unread.contract.js';
import { ConversationsWorld } from './support/conversations-world.js';

/** Each suite gets a database of its own on the shared private server. */
async function open(): Promise<ConversationsWorld> {
  const { databaseUrlBase } = inject('services');
  const name = `conversations_${newId().replaceAll('-', '')}`;
  const connection = await createConnection(databaseUrlBase);
  await connection.query(`CREATE DATABASE ${name}`);
  await connection.end();
  return ConversationsWorld.open({ DATABASE_URL: `${databaseUrlBase}${name}` });
}

describe('the conversation log on MariaDB', () => conversationLogSuite(open));
describe('membership and access on MariaDB', () => membershipSuite(open));
describe('positions and unread on MariaDB', () => unreadSuite(open, { runs: 25 }));
describe('conversations over GraphQL on MariaDB', () => conversationsSuite(open));
