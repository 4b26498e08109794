import { describe } from 'vitest';
import { ConversationsWorld } from '../../../test/support/conversations-world.js';
import { conversationLogSuite } from './conversation-log.contract.js';

describe('the conversation log on SQLite', () => conversationLogSuite(() => ConversationsWorld.open()));
