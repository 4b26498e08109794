import { createConnection } from 'mysql2/promise';
import { describe, inject } from 'vitest';
import { newId } from '../src/common/ids/ids.js';
import { profileImagesSuite } from '../src/modules/messages/attachments/attachment-images.contract.js';
import { sweeperSuite } from '../src/modules/messages/attachments/attachment-sweeper.contract.js';
import { uploadsSuite } from '../src/modules/messages/attachments/attachment-uploads.contract.js';
import { attachmentsSuite } from '../src/modules/messages/attachments/attachments.contract.js';
import { AttachmentsWorld } from './support/attachments-world.js';

/** Each world gets a database of its own on the shared private server. */
async function open(settings?: Record<string, string>): Promise<AttachmentsWorld> {
  const { databaseUrlBase } = inject('services');
  const name = `attachments_${newId().replaceAll('-', '')}`;
  const connection = await createConnection(databaseUrlBase);
  await connection.query(`CREATE DATABASE ${name}`);
  await connection.end();
  return AttachmentsWorld.open({ ...settings, DATABASE_URL: `${databaseUrlBase}${name}` });
}

describe('an upload on MariaDB', () => uploadsSuite(open));
describe('attachments of messages on MariaDB', () => attachmentsSuite(open));
describe('attachments that nobody needs on MariaDB', () => sweeperSuite(open));
describe('profile images on MariaDB', () => profileImagesSuite(open));
