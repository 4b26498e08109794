import { describe } from 'vitest';
import { ConversationsWorld } from '../../../test/support/conversations-world.js';
import { membershipSuite } from './membership.contract.js';

describe('membership and access on SQLite', () => membershipSuite(() => ConversationsWorld.open()));
