import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mp4, wav } from '../../../common/media/samples.fixture.js';
import { newId } from '../../../common/ids/ids.js';
import { ObjectStorage } from '../../../common/storage/object-storage.js';
import { picture, type AttachmentsWorld, type OpenWorld } from '../../../../test/support/attachments-world.js';
import { AttachmentUploads } from './attachment-uploads.js';
import { UNATTACHED_MAX } from './attachments.policy.js';

/** An upload, on whichever database `open` takes. */
export function uploadsSuite(open: OpenWorld): void {
  let world: AttachmentsWorld;
  beforeAll(async () => {
    world = await open({ RATE_LIMITS: 'off', ATTACHMENT_MAX_BYTES: '200000' });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const announced = (owner: { userId: string }, fileName: string, size: number) =>
    world.get(AttachmentUploads).create(owner.userId, { fileName, size });

  it('becomes what its bytes are', async () => {
    const owner = await world.person();
    expect(await world.upload(owner, await picture(30, 20), 'holiday.png')).toMatchObject({
      status: 'READY',
      kind: 'IMAGE',
      contentType: 'image/png',
      width: 30,
      height: 20,
      durationMs: null,
      fileName: 'holiday.png',
    });
    expect(await world.upload(owner, wav(2), 'voice.txt')).toMatchObject({ kind: 'AUDIO', durationMs: 2000 });
    const film = mp4({ handler: 'vide', width: 64, height: 48, durationMs: 3000 });
    expect(await world.upload(owner, film, 'film')).toMatchObject({ kind: 'VIDEO', width: 64, durationMs: 3000 });
    for (const text of [
      'hello',
      '<!doctype html><script>alert(1)</script>',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ])
      expect(await world.upload(owner, Buffer.from(text), 'x.png')).toMatchObject({
        kind: 'FILE',
        contentType: 'application/octet-stream',
        width: null,
      });
  });

  it('keeps a name that can be shown safely', async () => {
    const owner = await world.person();
    const { attachment } = await announced(owner, '../../etc/\u202Egnp.exe\u0000\ud800', 5);
    expect(attachment.fileName).toBe('gnp.exe');
  });

  it('is refused when it would be too large, before anything is written', async () => {
    const owner = await world.person();
    await expect(announced(owner, 'big', 200_001)).rejects.toMatchObject({
      extensions: { code: 'TOO_LARGE', field: 'size', limit: 200_000 },
    });
  });

  it('is not ready before its bytes have come, and can be completed after', async () => {
    const owner = await world.person();
    const { attachment } = await announced(owner, 'late.bin', 3);
    await expect(world.complete(owner, attachment.id)).rejects.toMatchObject({
      extensions: { code: 'ATTACHMENT_NOT_READY', field: 'attachmentId' },
    });
    await world.get(ObjectStorage).writeFrom(attachment.id, Readable.from([Buffer.from('abc')]), 3);
    expect(await world.complete(owner, attachment.id)).toMatchObject({ status: 'READY', size: 3 });
  });

  it('is rejected for good, and its bytes deleted, when the storage got another number of bytes', async () => {
    const owner = await world.person();
    const { attachment } = await announced(owner, 'lie.bin', 3);
    await world.get(ObjectStorage).writeFrom(attachment.id, Readable.from([Buffer.from('abcdef')]), 6);
    for (let round = 0; round < 2; round += 1)
      await expect(world.complete(owner, attachment.id)).rejects.toMatchObject({
        extensions: { code: 'ATTACHMENT_REJECTED', reason: 'SIZE_MISMATCH' },
      });
    expect(await world.isStored(attachment.id)).toBe(false);
  });

  it('gives the same answer however often and however parallel it is completed', async () => {
    const owner = await world.person();
    const id = await world.announce(owner, await picture());
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.complete(owner, id)));
    answers.push(await world.complete(owner, id));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('is nobody else’s: a stranger’s, an unknown and a malformed id look alike', async () => {
    const [owner, stranger] = [await world.person(), await world.person()];
    const id = await world.announce(owner, await picture());
    for (const wrong of [id, newId(), 'nonsense', '', '../x'])
      await expect(world.complete(stranger, wrong)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(await world.complete(owner, id)).toMatchObject({ status: 'READY' });
  });

  it('must wait when too many before it were never attached', async () => {
    const owner = await world.person();
    for (let count = 0; count < UNATTACHED_MAX; count += 1) await announced(owner, 'x', 1);
    await expect(announced(owner, 'x', 1)).rejects.toMatchObject({
      extensions: { code: 'RATE_LIMITED', limit: UNATTACHED_MAX, retryAfterSeconds: expect.any(Number) },
    });
    expect(await announced(await world.person(), 'x', 1)).toBeDefined();
  });

  it('says when the storage does not answer', async () => {
    await using broken = await open({ RATE_LIMITS: 'off' });
    const owner = await broken.person();
    const id = await broken.announce(owner, randomBytes(10), 'x');
    const storage = broken.get(ObjectStorage);
    const { stat } = storage;
    storage.stat = () => storage.openRead('INVALID KEY').then(() => null);
    await expect(broken.complete(owner, id)).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    storage.stat = stat;
    expect(await broken.complete(owner, id)).toMatchObject({ status: 'READY' });
  });

  it('may be of the allowed types alone', async () => {
    await using strict = await open({ ATTACHMENT_TYPES: 'image/*, application/pdf' });
    const owner = await strict.person();
    expect(await strict.upload(owner)).toMatchObject({ kind: 'IMAGE' });
    const id = await strict.announce(owner, wav(1), 'picture.png');
    await expect(strict.complete(owner, id)).rejects.toMatchObject({
      extensions: { code: 'ATTACHMENT_REJECTED', reason: 'TYPE_NOT_ALLOWED' },
    });
    expect(await strict.isStored(id)).toBe(false);
  });

  it('is throttled', async () => {
    await using throttled = await open();
    const owner = await throttled.person();
    const tries = Array.from({ length: 250 }, () =>
      throttled.complete(owner, newId()).catch((error: unknown) => error),
    );
    const codes = (await Promise.all(tries)).map((error) => (error as { code: string }).code);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(10);
  });
}
