import { describe } from 'vitest';
import { ConversationsWorld } from '../../../test/support/conversations-world.js';
import { unreadSuite } from './unread.contract.js';

describe('positions and unread on SQLite', () => unreadSuite(() => ConversationsWorld.open(), { runs: 150 }));
