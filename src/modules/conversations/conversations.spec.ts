import { describe } from 'vitest';
import { ConversationsWorld } from '../../../test/support/conversations-world.js';
import { conversationsSuite } from './conversations.contract.js';

describe('conversations over GraphQL on SQLite', () => conversationsSuite(() => ConversationsWorld.open()));
