import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Viewer } from '../../../common/auth/viewer.js';
import { newId } from '../../../common/ids/ids.js';
import { ImageDirectory } from '../../../common/media/image-directory.js';
import { ProfilesService } from '../../users/profiles.service.js';
import { picture, type AttachmentsWorld, type OpenWorld } from '../../../../test/support/attachments-world.js';
import { AttachmentSweeper } from './attachment-sweeper.js';
import { AttachmentsService } from './attachments.service.js';

/** Profile images, on whichever database `open` takes. */
export function profileImagesSuite(open: OpenWorld): void {
  let world: AttachmentsWorld;
  let images: ImageDirectory;
  beforeAll(async () => {
    world = await open({ RATE_LIMITS: 'off' });
    images = world.get(ImageDirectory);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const keep = (owner: Viewer, id: string) => world.run((tx) => images.resolveOwnImage(tx, owner.userId, id));

  it('are shown to any signed-in user, by an address that stays the same for the day', async () => {
    const [owner, stranger] = [await world.person(), await world.person()];
    const { id } = await world.upload(owner, await picture(40, 30));
    expect(await images.urls([id])).toEqual(new Map());
    await keep(owner, id);
    await keep(owner, id);
    const address = (await images.urls([id, newId(), 'nonsense'])).get(id);
    expect(address).toMatchObject({ width: 40, height: 30 });
    expect((await images.urls([id])).get(id)).toEqual(address);
    const response = await world.fetch(address?.url ?? '');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toMatch(/^inline/);
    expect(await world.get(AttachmentsService).findVisible(stranger, id)).not.toBeNull();
  });

  it('must be complete images of the owner', async () => {
    const [owner, stranger] = [await world.person(), await world.person()];
    const image = await world.upload(owner);
    const file = await world.upload(owner, Buffer.from('text'), 'a.png');
    const pending = await world.announce(owner, await picture());
    for (const wrong of [image.id, newId(), 'nonsense'])
      await expect(keep(stranger, wrong)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(keep(owner, pending)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_READY' });
    await expect(keep(owner, file.id)).rejects.toMatchObject({
      extensions: { code: 'ATTACHMENT_REJECTED', reason: 'NOT_AN_IMAGE' },
    });
  });

  it('stay when a message that showed the same image is recalled', async () => {
    const owner = await world.person();
    const room = await world.room(owner);
    const { id } = await world.upload(owner);
    await keep(owner, id);
    const seq = await world.send(owner, room, id);
    await world.run((tx) => world.get(AttachmentsService).release(tx, room, seq));
    await world.get(AttachmentSweeper).settled();
    expect((await images.urls([id])).size).toBe(1);
    expect(await world.isStored(id)).toBe(true);
  });

  it('serve the profiles of the users module', async () => {
    const owner = await world.person();
    const { id } = await world.upload(owner);
    const profile = await world
      .get(ProfilesService)
      .update(owner, { avatarAttachmentId: id, photoWallAttachmentIds: [id] });
    expect(profile.avatarAttachmentId).toBe(id);
    await expect(
      world.get(ProfilesService).update(await world.person(), { avatarAttachmentId: id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
}
