import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Viewer } from '../../../common/auth/viewer.js';
import { ImageDirectory } from '../../../common/media/image-directory.js';
import { ObjectStorage } from '../../../common/storage/object-storage.js';
import { StorageError } from '../../../common/storage/storage-error.js';
import { ProfilesService } from '../../users/profiles.service.js';
import type { AttachmentsWorld, OpenWorld } from '../../../../test/support/attachments-world.js';
import { AttachmentSweeper } from './attachment-sweeper.js';
import { AttachmentUploads } from './attachment-uploads.js';
import { AttachmentsRepository } from './attachments.repository.js';
import { AttachmentsService } from './attachments.service.js';

const HOUR = 60 * 60 * 1000;

/** What becomes of attachments that nobody needs, on whichever database `open` takes. */
export function sweeperSuite(open: OpenWorld): void {
  let world: AttachmentsWorld;
  let sweeper: AttachmentSweeper;
  beforeAll(async () => {
    world = await open({ RATE_LIMITS: 'off' });
    sweeper = world.get(AttachmentSweeper);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const recall = async (conversationId: string, seq: number) => {
    await world.run((tx) => world.get(AttachmentsService).release(tx, conversationId, seq));
    await sweeper.settled();
  };
  const keep = (owner: Viewer, id: string) =>
    world.run((tx) => world.get(ImageDirectory).resolveOwnImage(tx, owner.userId, id));
  const exists = async (id: string) => (await world.get(AttachmentsRepository).byId(id)) !== null;
  const later = async (ms: number) => {
    world.clock.advance(ms);
    await sweeper.sweep();
  };

  it('a recalled message’s address dies at once, and its bytes with it', async () => {
    const [owner, member] = [await world.person(), await world.person()];
    const room = await world.room(owner, member);
    const attachment = await world.upload(owner);
    const seq = await world.send(owner, room, attachment.id);
    const url = await world.urlOf(attachment);
    expect((await world.fetch(url)).status).toBe(200);
    await recall(room, seq);
    expect((await world.fetch(url)).status).toBe(404);
    expect(await world.isStored(attachment.id)).toBe(false);
    expect(await world.get(AttachmentsService).findVisible(owner, attachment.id)).toBeNull();
    expect((await world.get(AttachmentsService).ofMessages([{ conversationId: room, seq }])).size).toBe(0);
    await expect(world.send(owner, room, attachment.id)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_READY' });
  });

  it('a recall that is rolled back takes nothing away', async () => {
    const owner = await world.person();
    const room = await world.room(owner);
    const attachment = await world.upload(owner);
    const seq = await world.send(owner, room, attachment.id);
    await expect(
      world.run(async (tx) => {
        await world.get(AttachmentsService).release(tx, room, seq);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await sweeper.settled();
    expect((await world.fetch(await world.urlOf(attachment))).status).toBe(200);
  });

  it('bytes sent again over a link that outlived the recall are swept as well', async () => {
    const owner = await world.person();
    const room = await world.room(owner);
    const attachment = await world.upload(owner);
    await recall(room, await world.send(owner, room, attachment.id));
    await world.get(ObjectStorage).writeFrom(attachment.id, Readable.from([Buffer.from('again')]), 5);
    await later(2 * HOUR + 1000);
    expect([await world.isStored(attachment.id), await exists(attachment.id)]).toEqual([false, false]);
  });

  it('a storage that fails is asked again at the next sweep', async () => {
    const owner = await world.person();
    const room = await world.room(owner);
    const attachment = await world.upload(owner);
    const seq = await world.send(owner, room, attachment.id);
    const storage = world.get(ObjectStorage);
    const remove = storage.delete.bind(storage);
    storage.delete = () => Promise.reject(new StorageError('STORAGE_UNAVAILABLE', 'away'));
    await recall(room, seq);
    await sweeper.sweep();
    expect((await world.fetch(await world.urlOf(attachment))).status).toBe(404);
    expect(await world.isStored(attachment.id)).toBe(true);
    storage.delete = remove;
    await later(1000);
    expect(await world.isStored(attachment.id)).toBe(false);
  });

  it('uploads that were never sent go after a day, those in use stay', async () => {
    const owner = await world.person();
    const room = await world.room(owner);
    const [sent, avatar, forgotten] = [await world.upload(owner), await world.upload(owner), await world.upload(owner)];
    const unfinished = await world.announce(owner, Buffer.from('x'));
    await world.send(owner, room, sent.id);
    await keep(owner, avatar.id);

    await later(HOUR);
    expect(await exists(unfinished)).toBe(true);
    await later(HOUR + 1000);
    expect([await exists(unfinished), await world.isStored(unfinished)]).toEqual([false, false]);
    expect(await exists(forgotten.id)).toBe(true);

    await later(24 * HOUR);
    expect([await exists(forgotten.id), await world.isStored(forgotten.id)]).toEqual([false, false]);
    expect([await world.isStored(sent.id), await world.isStored(avatar.id)]).toEqual([true, true]);
    expect((await world.fetch(await world.urlOf(sent))).status).toBe(200);
  });

  it('more than one page is swept', async () => {
    await Promise.all(
      Array.from({ length: 9 }, async () => {
        const owner = await world.person();
        for (let count = 0; count < 45; count += 1)
          await world.get(AttachmentUploads).create(owner.userId, { fileName: 'x', size: 1 });
      }),
    );
    await later(25 * HOUR);
    expect(await world.get(AttachmentsRepository).due(world.clock.now(), { id: '', expiresAt: 0 }, 10)).toEqual([]);
  });

  it('a deleted account takes its profile images and unsent uploads along, not what it sent', async () => {
    const [owner, other] = [await world.person(), await world.person()];
    const room = await world.room(owner, other);
    const [sent, avatar, unsent] = [await world.upload(owner), await world.upload(owner), await world.upload(owner)];
    await world.send(owner, room, sent.id);
    await keep(owner, avatar.id);
    await world.run((tx) => world.get(ProfilesService).erase(tx, owner.userId));
    await sweeper.settled();
    expect([await world.isStored(avatar.id), await world.isStored(unsent.id)]).toEqual([false, false]);
    expect(await world.get(AttachmentsService).findVisible(other, sent.id)).not.toBeNull();
    expect((await world.fetch(await world.urlOf(sent))).status).toBe(200);
  });
}
