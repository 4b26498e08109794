import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventBus } from '../../common/events/event-bus.js';
import { statementCounter } from '../../common/database/database.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { notFound } from '../../common/errors/app-error.js';
import { newId } from '../../common/ids/ids.js';
import { ImageDirectory, ImageDirectoryHost, type ImageAddress } from '../../common/media/image-directory.js';
import { UserChangeLog } from '../../common/realtime/user-change-log.js';
import { AuthWorld, codeOf } from '../../../test/support/auth-world.js';
import { DirectoryService } from './directory.service.js';
import { ProfileImages } from './profile-images.js';
import { ProfilesService } from './profiles.service.js';
import { Sex } from './users.policy.js';
import { UsersService } from './users.service.js';

/** Images by id and owner. */
class MemoryImages extends ImageDirectory {
  readonly owners = new Map<string, string>();
  lookUps = 0;

  upload(ownerId: string): string {
    const id = newId();
    this.owners.set(id, ownerId);
    return id;
  }

  async resolveOwnImage(_tx: unknown, ownerId: string, attachmentId: string): Promise<void> {
    if (this.owners.get(attachmentId) !== ownerId) throw notFound('Attachment');
  }

  async urls(ids: readonly string[]): Promise<ReadonlyMap<string, ImageAddress>> {
    this.lookUps += 1;
    return new Map(
      ids.filter((id) => this.owners.has(id)).map((id) => [id, { url: `https://files/${id}`, width: 4, height: 3 }]),
    );
  }
}

let world: AuthWorld;
const images = new MemoryImages();
beforeAll(async () => {
  world = await AuthWorld.open({ ADMIN_ACCOUNTS: '10000' });
  world.get(ImageDirectoryHost).use(images);
});
afterAll(() => world[Symbol.asyncDispose]());

async function person(registration: Parameters<AuthWorld['register']>[0] = {}) {
  const { user, pair } = await world.register(registration);
  return { user, viewer: await world.viewer(pair.accessToken) };
}

const update = (...parameters: Parameters<ProfilesService['update']>) =>
  world.get(ProfilesService).update(...parameters);

describe('a profile', () => {
  it('begins with what registration gave and with defaults', async () => {
    const { user } = await person({ nickname: '  Ada   Lovelace ' });
    expect(user).toMatchObject({
      nickname: 'Ada Lovelace',
      signature: '',
      sex: 'UNKNOWN',
      username: null,
      email: null,
    });
    expect(user.birthday).toBe(new Date(user.registeredAt).toISOString().slice(0, 10));
    expect(await world.get(UsersService).requireById(user.id)).toEqual(user);
  });

  it('keeps what is left out, clears what is null, and tells the user’s devices', async () => {
    const { user, viewer } = await person({ username: 'changing', email: 'c@example.org', phone: '+49 30 1234' });
    await update(viewer, { nickname: 'Changed', sex: Sex.FEMALE, birthday: '1990-05-17', signature: 'Hi 👋' });
    await update(viewer, { username: null, phone: null });
    expect(await world.get(UsersService).requireById(user.id)).toMatchObject({
      nickname: 'Changed',
      sex: 'FEMALE',
      birthday: '1990-05-17',
      signature: 'Hi 👋',
      username: null,
      usernameKey: null,
      email: 'c@example.org',
      phone: null,
    });
    await update(viewer, { birthday: null });
    expect((await world.get(UsersService).requireById(user.id)).birthday).toBe(user.birthday);
    const news = await world.get(UserChangeLog).load(user.id, 0, 10);
    expect(news.map((event) => [event.type, event.data.ref])).toEqual([['PROFILE', user.id]]);
  });

  it('writes and tells nothing when nothing is to be changed', async () => {
    const { user, viewer } = await person();
    expect(await update(viewer, {})).toEqual(user);
    expect(await world.get(UserChangeLog).head(user.id)).toBe(0);
  });

  it('refuses names of others and impossible birthdays, changing nothing', async () => {
    const { user, viewer } = await person({ email: 'mine@example.org' });
    await person({ username: 'Taken', email: 'taken@example.org' });
    expect(await codeOf(update(viewer, { username: 'tAKEN', nickname: 'x' }))).toBe('USERNAME_TAKEN');
    expect(await codeOf(update(viewer, { email: 'TAKEN@example.org' }))).toBe('EMAIL_TAKEN');
    expect(await codeOf(update(viewer, { birthday: '2999-01-01' }))).toBe('INVALID_INPUT');
    expect(await codeOf(update(viewer, { nickname: ' \u202e ' }))).toBe('INVALID_INPUT');
    expect(await world.get(UsersService).requireById(user.id)).toEqual(user);
    expect(await codeOf(update(viewer, { email: 'MINE@example.org' }))).toBe('ok');
  });
});

describe('images', () => {
  it('are an avatar and a wall in the order chosen', async () => {
    const { user, viewer } = await person();
    const wall = [1, 2, 3].map(() => images.upload(user.id)).reverse();
    const changed = await update(viewer, { avatarAttachmentId: wall[0], photoWallAttachmentIds: wall });
    const shown = world.get(ProfileImages);
    expect(await shown.avatarUrl(changed, world.context())).toBe(`https://files/${wall[0]}`);
    expect((await shown.photoWall(changed, world.context())).map(({ id }) => id)).toEqual(wall);

    const without = await update(viewer, { avatarAttachmentId: null, photoWallAttachmentIds: [wall[1]!] });
    expect(await shown.avatarUrl(without, world.context())).toBeNull();
    expect(await shown.photoWall(without, world.context())).toHaveLength(1);
    images.owners.delete(wall[1]!);
    expect(await shown.photoWall(without, world.context())).toEqual([]);
  });

  it('must be one’s own', async () => {
    const { viewer } = await person();
    const foreign = images.upload((await person()).user.id);
    expect(await codeOf(update(viewer, { avatarAttachmentId: foreign }))).toBe('NOT_FOUND');
    expect(await codeOf(update(viewer, { photoWallAttachmentIds: [foreign] }))).toBe('NOT_FOUND');
  });

  it('of many people cost as many look-ups as of one', async () => {
    const people = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const { user, viewer } = await person();
        return update(viewer, {
          avatarAttachmentId: images.upload(user.id),
          photoWallAttachmentIds: [images.upload(user.id)],
        });
      }),
    );
    const cost = async (count: number) => {
      const context = world.context();
      const counter = { count: 0 };
      const before = images.lookUps;
      await statementCounter.run(counter, () =>
        Promise.all(people.slice(0, count).map((user) => world.get(ProfileImages).photoWall(user, context))),
      );
      return [counter.count, images.lookUps - before];
    };
    expect(await cost(12)).toEqual(await cost(1));
  });
});

describe('the directory', () => {
  const search = async (text: string, args: object = {}) => {
    const { viewer } = await person();
    const page = await world.get(DirectoryService).page(viewer, { search: text, ...args });
    return { ...page, names: page.edges.map(({ node }) => node.nickname) };
  };

  it('finds by the beginning of nickname, username or number, regardless of case and width', async () => {
    await person({ nickname: 'Zebra Finch', username: 'finchy', accountNumber: '543210' });
    await person({ nickname: '张三丰' });
    await person({ nickname: '100% sure_' });
    for (const text of ['zeb', 'ZEBRA F', 'ｚｅｂ', 'FINCH', '5432'])
      expect((await search(text)).names).toEqual(['Zebra Finch']);
    expect((await search('张')).names).toEqual(['张三丰']);
    expect((await search('100%')).names).toEqual(['100% sure_']);
    for (const text of ['%', '_', 'inch', '三']) expect((await search(text)).names).toEqual([]);
  });

  it('pages through everybody once, both ways', async () => {
    for (let index = 0; index < 7; index += 1) await person({ nickname: `Quokka ${index % 3}` });
    const forward: string[] = [];
    let after: string | null = null;
    do {
      const page = await search('quokka', { first: 3, after });
      forward.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(new Set(forward).size).toBe(7);
    const back = await search('quokka', { last: 7 });
    expect(back.edges.map(({ node }) => node.id)).toEqual(forward);
    expect(await codeOf(search('', { after: 'bm9wZQ' }))).toBe('INVALID_CURSOR');
  });

  it('finds one by exactly one name of the right kind', async () => {
    const { user, viewer } = await person({ username: 'unique.name' });
    const find = (name: object) => world.get(DirectoryService).find(viewer, name);
    expect(await find({ id: user.id })).toEqual(user);
    expect(await find({ username: 'Unique.Name' })).toEqual(user);
    expect(await find({ accountNumber: user.accountNumber })).toEqual(user);
    expect(await find({ username: user.accountNumber })).toBeNull();
    expect(await find({ accountNumber: 'unique.name' })).toBeNull();
    expect(await find({ id: newId() })).toBeNull();
    expect(await codeOf(find({}))).toBe('INVALID_INPUT');
    expect(await codeOf(find({ id: user.id, username: 'x' }))).toBe('INVALID_INPUT');
  });
});

describe('administrators', () => {
  it('change any account, and nobody else may', async () => {
    const { viewer: admin } = await person({ accountNumber: '10000' });
    const { user, viewer } = await person();
    const profiles = world.get(ProfilesService);
    expect(await codeOf(profiles.updateAsAdmin(viewer, { userId: user.id, isAdmin: true }))).toBe('FORBIDDEN');
    expect(await codeOf(profiles.updateAsAdmin(admin, { userId: newId(), nickname: 'x' }))).toBe('NOT_FOUND');
    expect(await codeOf(profiles.updateAsAdmin(admin, { userId: 'x', nickname: 'x' }))).toBe('NOT_FOUND');
    await update(viewer, { avatarAttachmentId: images.upload(user.id) });
    const changed = await profiles.updateAsAdmin(admin, { userId: user.id, nickname: 'Tamed', removeImages: true });
    expect(changed).toMatchObject({ nickname: 'Tamed', avatarAttachmentId: null });
  });
});

describe('erasing', () => {
  it('leaves a tombstone whose number stays taken and whose names are free, and says so after commit', async () => {
    const { user } = await person({ username: 'leaving', email: 'leaving@example.org', accountNumber: '424242' });
    const told: string[] = [];
    world.get(EventBus).on('users.deleted', ({ userId }) => void told.push(userId));
    const erase = () => world.get(UnitOfWork).run((tx) => world.get(ProfilesService).erase(tx, user.id));
    await erase();
    expect(told).toEqual([user.id]);
    const users = world.get(UsersService);
    expect(await users.findById(user.id)).toBeNull();
    expect((await users.loadMany([user.id, 'x', newId()])).get(user.id)).toMatchObject({
      nickname: 'Deleted user',
      accountNumber: '424242',
      username: null,
      email: null,
      signature: '',
    });
    expect(await codeOf(erase())).toBe('NOT_FOUND');
    expect(await codeOf(person({ accountNumber: '424242' }))).toBe('ACCOUNT_NUMBER_TAKEN');
    expect(await codeOf(person({ username: 'leaving', email: 'leaving@example.org' }))).toBe('ok');
  });
});
