import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalObjectStorage } from '../storage/local-object-storage.js';
import { SystemClock } from '../time/clock.js';
import type { MediaFacts } from './media-facts.js';
import { MediaProber } from './media-prober.js';
import { mp4, pngClaiming, wav, webm } from './samples.fixture.js';

const OPAQUE = { kind: 'FILE', contentType: 'application/octet-stream', width: null, height: null, durationMs: null };

describe('MediaProber', () => {
  let rootDir: string;
  let storage: LocalObjectStorage;
  const prober = new MediaProber();

  beforeAll(async () => {
    rootDir = await mkdtemp(join(tmpdir(), 'wireside-media-'));
    const clock = new SystemClock();
    storage = new LocalObjectStorage({ rootDir, publicUrl: 'http://a', signingSecret: 's'.repeat(32), clock });
  });
  afterAll(() => rm(rootDir, { recursive: true, force: true }));

  async function probe(bytes: Buffer, by = prober): Promise<MediaFacts> {
    const key = randomUUID();
    await storage.writeFrom(key, Readable.from(bytes.length ? [bytes] : []), bytes.length);
    return by.probe({ storage, key, size: bytes.length });
  }
  const picture = (width = 40, height = 20) => sharp({ create: { width, height, channels: 3, background: '#369' } });
  const noise = (width: number, height: number) =>
    sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });

  it.each(['png', 'jpeg', 'gif', 'webp', 'avif'] as const)('knows a %s and its dimensions', async (format) => {
    expect(await probe(await picture().toFormat(format).toBuffer())).toEqual({
      ...OPAQUE,
      kind: 'IMAGE',
      contentType: `image/${format}`,
      width: 40,
      height: 20,
    });
  });

  it('gives the dimensions that a turned photograph is shown with', async () => {
    const bytes = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await probe(bytes)).toMatchObject({ kind: 'IMAGE', width: 20, height: 40 });
  });

  it('takes an animated picture for one frame', async () => {
    const frames = sharp(randomBytes(10 * 30 * 3), { raw: { width: 10, height: 30, channels: 3, pageHeight: 10 } });
    expect(await probe(await frames.gif().toBuffer())).toMatchObject({ kind: 'IMAGE', width: 10, height: 10 });
  });

  it.each([
    ['SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['SVG with a declaration', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['plain text', 'hello'],
    ['a shell script', '#!/bin/sh\nrm -rf /'],
    ['nothing', ''],
    ['an image signature alone', '\u0089PNG\r\n\u001a\n'],
    ['HTML behind an image signature', 'GIF89a<script>alert(1)</script>'],
    ['a Windows program', 'MZ\u0090\0'],
    ['PostScript', '%!PS-Adobe-3.0\n'],
  ])('takes %s for an opaque file', async (_name, text) => {
    expect(await probe(Buffer.from(text, 'latin1'))).toEqual(OPAQUE);
  });

  it.each(['png', 'jpeg', 'webp', 'gif'] as const)('takes a cut off %s for an opaque file', async (format) => {
    const bytes = await noise(200, 200).toFormat(format).toBuffer();
    expect(await probe(bytes.subarray(0, bytes.length / 2))).toEqual(OPAQUE);
  });

  it('takes formats that it does not decode for opaque files', async () => {
    expect(await probe(await picture().tiff().toBuffer())).toEqual(OPAQUE);
  });

  it('calls an image with something behind it an image of its own type', async () => {
    const bytes = await picture().gif().toBuffer();
    const polyglot = Buffer.concat([bytes, Buffer.from('<script>alert(1)</script>PK\u0003\u0004')]);
    expect(await probe(polyglot)).toMatchObject({ kind: 'IMAGE', contentType: 'image/gif' });
  });

  it('decodes no image that unpacks to too much', async () => {
    expect(await probe(pngClaiming(60_000, 60_000))).toEqual(OPAQUE);
    expect(await probe(pngClaiming(0x7fffffff, 0x7fffffff))).toEqual(OPAQUE);
    const strict = new MediaProber({ maxImagePixels: 799, maxImageBytes: 10_000 });
    expect(await probe(await picture(40, 20).png().toBuffer(), strict)).toEqual(OPAQUE);
    expect(await probe(await noise(20, 20).png({ compressionLevel: 0 }).toBuffer(), strict)).toMatchObject({
      kind: 'IMAGE',
    });
    const small = new MediaProber({ maxImageBytes: 1_000 });
    expect(await probe(await noise(20, 20).png().toBuffer(), small)).toEqual(OPAQUE);
  });

  it('knows documents that browsers do not run', async () => {
    expect(await probe(Buffer.from('%PDF-1.7\n%%EOF'))).toEqual({ ...OPAQUE, contentType: 'application/pdf' });
    const emptyZip = Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]);
    expect(await probe(emptyZip)).toEqual({ ...OPAQUE, contentType: 'application/zip' });
  });

  it('knows sound and its duration', async () => {
    expect(await probe(wav(3))).toEqual({ ...OPAQUE, kind: 'AUDIO', contentType: 'audio/wav', durationMs: 3_000 });
  });

  it('knows a film whose index is at its end, without reading the middle', async () => {
    let bytesRead = 0;
    const openRead = storage.openRead.bind(storage);
    storage.openRead = async (key, range) => {
      const stream = await openRead(key, range);
      stream.on('data', (chunk: Buffer) => (bytesRead += chunk.length)).pause();
      return stream;
    };
    const film = mp4({ handler: 'vide', width: 640, height: 360, durationMs: 5_000, dataBytes: 20_000_000 });
    expect(await probe(film)).toEqual({
      kind: 'VIDEO',
      contentType: 'video/mp4',
      width: 640,
      height: 360,
      durationMs: 5_000,
    });
    expect(bytesRead).toBeLessThan(1_500_000);
    storage.openRead = openRead;
  });

  it('gives the dimensions that a turned film is shown with', async () => {
    const film = mp4({ handler: 'vide', width: 640, height: 360, durationMs: 5_000, isTurned: true });
    expect(await probe(film)).toMatchObject({ kind: 'VIDEO', width: 360, height: 640 });
  });

  it('knows WebM', async () => {
    expect(await probe(webm({ width: 320, height: 180, durationMs: 1_500 }))).toEqual({
      kind: 'VIDEO',
      contentType: 'video/webm',
      width: 320,
      height: 180,
      durationMs: 1_500,
    });
  });

  it('calls a film container with sound alone AUDIO', async () => {
    expect(await probe(webm({ durationMs: 1_500 }))).toMatchObject({ kind: 'AUDIO', contentType: 'audio/webm' });
    const song = mp4({ handler: 'soun', width: 0, height: 0, durationMs: 2_000 });
    expect(await probe(song)).toMatchObject({
      kind: 'AUDIO',
      contentType: 'audio/mp4',
      durationMs: 2_000,
      width: null,
    });
  });

  it('keeps the kind of a broken film and leaves out what it can not tell', async () => {
    const film = mp4({ handler: 'vide', width: 640, height: 360, durationMs: 5_000 });
    expect(await probe(film.subarray(0, 200))).toEqual({ ...OPAQUE, kind: 'VIDEO', contentType: 'video/mp4' });
    const lying = Buffer.from(film);
    lying.writeUInt32BE(0xffffffff, lying.indexOf('moov') - 4);
    expect(await probe(lying)).toMatchObject({ kind: 'VIDEO', width: null });
  });

  it('survives random damage to every kind of file', async () => {
    const samples = [
      wav(1),
      mp4({ handler: 'vide', width: 640, height: 360, durationMs: 5_000 }),
      webm({ width: 320, height: 180, durationMs: 1_500 }),
      await noise(20, 20).png().toBuffer(),
      await noise(20, 20).jpeg().toBuffer(),
    ];
    for (let round = 0; round < 40; round += 1) {
      for (const sample of samples) {
        const damaged = Buffer.from(sample);
        for (let hit = 0; hit < 6; hit += 1)
          damaged[(round * 7919 + hit * 104_729) % damaged.length] = round * 37 + hit;
        expect((await probe(damaged)).contentType).toMatch(/^(image|audio|video|application)\//);
      }
    }
  });

  it('probes many at once', async () => {
    const bytes = await picture().png().toBuffer();
    const results = await Promise.all(Array.from({ length: 20 }, () => probe(bytes)));
    expect(new Set(results.map((result) => result.kind))).toEqual(new Set(['IMAGE']));
  });

  it('throws when the object is missing or can not be read in time', async () => {
    await expect(prober.probe({ storage, key: randomUUID(), size: 5 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const stuck = Object.create(storage) as LocalObjectStorage;
    stuck.stat = async () => ({ size: 5 });
    stuck.openRead = async () => new Readable({ read: () => undefined });
    const hasty = new MediaProber({ timeoutMs: 50 });
    const probing = hasty.probe({ storage: stuck, key: randomUUID(), size: 5 });
    await expect(probing).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });
});
