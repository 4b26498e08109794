import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAKE_S3_CREDENTIALS, FAKE_S3_REGION, FakeS3 } from './fake-s3.fixture.js';
import { describeObjectStorage, ManualClock } from './object-storage.contract.js';
import { S3ObjectStorage } from './s3-object-storage.js';

async function startS3() {
  const clock = new ManualClock();
  const server = new FakeS3(clock);
  const endpoint = await server.start();
  const options = {
    bucket: 'files',
    region: FAKE_S3_REGION,
    endpoint,
    forcePathStyle: true,
    credentials: FAKE_S3_CREDENTIALS,
    keyPrefix: 'attachments/',
    clock,
  };
  const storage = new S3ObjectStorage(options);
  return {
    storage,
    clock,
    server,
    options,
    breakDown: async () => {
      server.failure = { status: 403, code: 'AccessDenied' };
    },
    stop: async () => {
      await storage.close();
      await server.stop();
    },
  };
}

describeObjectStorage('S3', startS3);

describe('S3ObjectStorage', () => {
  let world: Awaited<ReturnType<typeof startS3>>;
  beforeAll(async () => {
    world = await startS3();
  });
  afterAll(() => world.stop());

  const link = (contentType: string, disposition: 'inline' | 'attachment') =>
    world.storage.createDownloadUrl({
      key: randomUUID(),
      expiresAt: new Date(world.clock.now() + 60_000),
      contentType,
      fileName: 'a.html',
      disposition,
    });

  it('keeps objects below its prefix', async () => {
    const key = randomUUID();
    await world.storage.writeFrom(key, Readable.from([Buffer.from('abc')]), 3);
    expect([...world.server.objects.keys()]).toContain(`/files/attachments/${key}`);
  });

  it('never lets active content be shown, whatever it is asked', async () => {
    const query = new URL(await link('text/html', 'inline')).searchParams;
    expect(query.get('response-content-type')).toBe('application/octet-stream');
    expect(query.get('response-content-disposition')).toMatch(/^attachment;/);
  });

  it('signs for the address that clients reach', async () => {
    const storage = new S3ObjectStorage({ ...world.options, publicEndpoint: 'https://files.example.org' });
    const key = randomUUID();
    const target = await storage.createUploadTarget({ key, size: 3, expiresAt: new Date(world.clock.now() + 60_000) });
    expect(new URL(target.url).origin).toBe('https://files.example.org');
    await storage.close();
  });

  it('tells a full storage from an absent one', async () => {
    world.server.failure = { status: 507, code: 'XMinioStorageFull' };
    const write = world.storage.writeFrom(randomUUID(), Readable.from([Buffer.from('abc')]), 3);
    await expect(write).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    await world.server.stop();
    await expect(world.storage.stat(randomUUID())).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });
});
