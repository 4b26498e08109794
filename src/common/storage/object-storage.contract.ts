import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clock } from '../time/clock.js';
import { quantisedExpiry, type ObjectStorage, type UploadTarget } from './object-storage.js';

export class ManualClock extends Clock {
  private offset = 0;

  override now(): number {
    return Date.now() + this.offset;
  }

  advance(ms: number): void {
    this.offset += ms;
  }
}

export interface StorageWorld {
  storage: ObjectStorage;
  clock: ManualClock;
  /** Makes every further access fail as a broken disk or a server in trouble would. */
  breakDown: () => Promise<void>;
  stop: () => Promise<void>;
}

const MINUTE = 60_000;

/** What every `ObjectStorage` promises; run by the spec of each. */
export function describeObjectStorage(name: string, startWorld: () => Promise<StorageWorld>): void {
  describe(`object storage contract: ${name}`, () => {
    let world: StorageWorld;
    let storage: ObjectStorage;

    beforeAll(async () => {
      world = await startWorld();
      storage = world.storage;
    });
    afterAll(() => world.stop());

    const expiresIn = (ms: number) => new Date(world.clock.now() + ms);
    const target = (key: string, size: number) =>
      storage.createUploadTarget({ key, size, expiresAt: expiresIn(MINUTE) });
    const downloadUrl = (key: string, expiresAt = quantisedExpiry(world.clock.now(), MINUTE)) =>
      storage.createDownloadUrl({
        key,
        expiresAt,
        contentType: 'image/png',
        fileName: 'Ünïcode ☃.png',
        disposition: 'inline',
      });
    async function stored(bytes: Buffer): Promise<string> {
      const key = randomUUID();
      await storage.writeFrom(key, Readable.from([bytes]), bytes.length);
      return key;
    }

    it('accepts an upload by URL and reads it back whole and in parts', async () => {
      const key = randomUUID();
      const bytes = randomBytes(300_000);
      expect(await storage.stat(key)).toBeNull();
      expect((await upload(await target(key, bytes.length), bytes)).ok).toBe(true);

      expect(await storage.stat(key)).toEqual({ size: bytes.length });
      expect(await collect(await storage.openRead(key))).toEqual(bytes);
      expect(await collect(await storage.openRead(key, { start: 10, end: 19 }))).toEqual(bytes.subarray(10, 20));
      expect(await collect(await storage.openRead(key, { start: 299_990, end: 999_999 }))).toEqual(
        bytes.subarray(299_990),
      );
      expect(await collect(await storage.openRead(key, { start: 300_000, end: 300_001 }))).toHaveLength(0);
      expect(await storage.readHead(key, 16)).toEqual(bytes.subarray(0, 16));
      expect(await storage.readHead(key, 999_999)).toEqual(bytes);
    });

    it.each([9, 11])('refuses an upload of %i bytes where 10 were announced, and keeps nothing', async (length) => {
      const key = randomUUID();
      expect((await upload(await target(key, 10), randomBytes(length))).ok).toBe(false);
      expect(await storage.stat(key)).toBeNull();
    });

    it('refuses an upload after its expiry', async () => {
      const key = randomUUID();
      const expiring = await target(key, 3);
      world.clock.advance(2 * MINUTE);
      expect((await upload(expiring, Buffer.from('abc'))).ok).toBe(false);
      expect(await storage.stat(key)).toBeNull();
    });

    it('refuses a second upload and keeps the first', async () => {
      const key = randomUUID();
      const once = await target(key, 5);
      expect((await upload(once, Buffer.from('first'))).ok).toBe(true);
      expect((await upload(once, Buffer.from('other'))).ok).toBe(false);
      expect(await storage.readHead(key, 5)).toEqual(Buffer.from('first'));
    });

    it('refuses an upload URL that was made for another key', async () => {
      const [key, other] = [randomUUID(), randomUUID()];
      const forged = await target(key, 3);
      forged.url = forged.url.replace(key, other);
      expect((await upload(forged, Buffer.from('abc'))).ok).toBe(false);
      expect(await storage.stat(other)).toBeNull();
    });

    it('refuses a stream that is too large, and keeps nothing', async () => {
      const key = randomUUID();
      const source = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(10)));
      await expect(storage.writeFrom(key, source, 19)).rejects.toMatchObject({ code: 'TOO_LARGE' });
      expect(source.destroyed).toBe(false);
      expect(await storage.stat(key)).toBeNull();
    });

    it('passes on the error of a broken source, and keeps nothing', async () => {
      const key = randomUUID();
      const broken = Readable.from(
        (async function* () {
          yield Buffer.alloc(10);
          throw new Error('the source broke');
        })(),
      );
      await expect(storage.writeFrom(key, broken, 100)).rejects.toThrow('the source broke');
      expect(await storage.stat(key)).toBeNull();
    });

    it('never replaces an object', async () => {
      const key = await stored(Buffer.from('first'));
      await expect(storage.writeFrom(key, Readable.from([Buffer.from('other')]), 10)).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
      });
      expect(await storage.readHead(key, 5)).toEqual(Buffer.from('first'));
    });

    it('stores an empty object', async () => {
      const key = await stored(Buffer.alloc(0));
      expect(await storage.stat(key)).toEqual({ size: 0 });
      expect(await storage.readHead(key, 10)).toHaveLength(0);
    });

    it('deletes an object, and does not mind when there is none', async () => {
      const key = await stored(Buffer.from('gone'));
      await storage.delete(key);
      await storage.delete(key);
      expect(await storage.stat(key)).toBeNull();
      await expect(storage.openRead(key)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(storage.readHead(key, 5)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it.each([
      '',
      'short',
      '../../../etc/passwd',
      'aaaaaaaa/../bbbbbbbb',
      'UPPERCASE',
      'a'.repeat(57),
      'key-with-\0-zero',
      '-leading',
    ])('refuses the key %j in every operation', async (key) => {
      const refusal = { code: 'INVALID_KEY' };
      await expect(target(key, 1)).rejects.toMatchObject(refusal);
      await expect(downloadUrl(key)).rejects.toMatchObject(refusal);
      await expect(storage.stat(key)).rejects.toMatchObject(refusal);
      await expect(storage.openRead(key)).rejects.toMatchObject(refusal);
      await expect((async () => storage.writeFrom(key, Readable.from([]), 1))()).rejects.toMatchObject(refusal);
      await expect(storage.delete(key)).rejects.toMatchObject(refusal);
    });

    it('serves a download by URL with its type, its name and ranges', async () => {
      const bytes = randomBytes(1_000);
      const url = await downloadUrl(await stored(bytes));
      const whole = await fetch(url);
      expect(whole.status).toBe(200);
      expect(whole.headers.get('content-type')).toBe('image/png');
      expect(whole.headers.get('content-disposition')).toBe(
        "inline; filename*=UTF-8''%C3%9Cn%C3%AFcode%20%E2%98%83.png",
      );
      expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes);

      const part = await fetch(url, { headers: { range: 'bytes=100-199' } });
      expect(part.status).toBe(206);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
      expect((await fetch(url, { headers: { range: 'bytes=1000-' } })).status).toBe(416);
    });

    it('gives all viewers within a window the same URL, and refuses it after its expiry', async () => {
      const key = await stored(Buffer.from('abc'));
      const expiresAt = quantisedExpiry(world.clock.now(), MINUTE);
      const url = await downloadUrl(key, expiresAt);
      world.clock.advance(5_000);
      expect(await downloadUrl(key, expiresAt)).toBe(url);
      expect((await fetch(url)).status).toBe(200);
      world.clock.advance(2 * MINUTE);
      expect((await fetch(url)).ok).toBe(false);
    });

    it('refuses a download URL that was made for another key', async () => {
      const [key, other] = [await stored(Buffer.from('mine')), await stored(Buffer.from('other'))];
      expect((await fetch((await downloadUrl(key)).replace(key, other))).ok).toBe(false);
    });

    it('says that it is unavailable when it breaks down', async () => {
      const key = await stored(Buffer.from('abc'));
      await world.breakDown();
      const refusal = { code: 'STORAGE_UNAVAILABLE' };
      await expect(storage.openRead(key)).rejects.toMatchObject(refusal);
      await expect(storage.writeFrom(randomUUID(), Readable.from([Buffer.from('x')]), 1)).rejects.toMatchObject(
        refusal,
      );
      await expect(storage.stat(key)).rejects.toMatchObject(refusal);
      await expect(storage.delete(key)).rejects.toMatchObject(refusal);
    });
  });
}

export async function upload(target: UploadTarget, bytes: Buffer): Promise<Response> {
  const headers = target.headers.map(({ name, value }): [string, string] => [name, value]);
  return fetch(target.url, { method: target.method, headers, body: new Uint8Array(bytes) });
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
