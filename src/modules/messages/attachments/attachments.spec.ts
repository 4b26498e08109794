import { describe } from 'vitest';
import { AttachmentsWorld } from '../../../../test/support/attachments-world.js';
import { profileImagesSuite } from './attachment-images.contract.js';
import { sweeperSuite } from './attachment-sweeper.contract.js';
import { uploadsSuite } from './attachment-uploads.contract.js';
import { attachmentsSuite } from './attachments.contract.js';

const open = (settings?: Record<string, string>) => AttachmentsWorld.open(settings);

describe('an upload', () => uploadsSuite(open));
describe('attachments of messages', () => attachmentsSuite(open));
describe('attachments that nobody needs', () => sweeperSuite(open));
describe('profile images', () => profileImagesSuite(open));
