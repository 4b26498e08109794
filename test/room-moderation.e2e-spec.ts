import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../src/common/ids/ids.js';
import { HttpDoor } from './support/clients.js';
import { register, SEND, type Person } from './support/people.js';
import { BANS, ROOM_MUTATIONS, Rooms } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

let world: World;
let node: ServerNode;
beforeAll(async () => {
  world = await createWorld({ ROOM_MAX_MEMBERS: '5', ADMIN_ACCOUNTS: 'root@example.org' });
  node = await world.startNode();
});
afterAll(() => world.close());

const as = (person: Person) => new Rooms(person);
const inOneHour = () => new Date(Date.now() + 3_600_000).toISOString();
const faultOfSend = async (person: Person, conversationId: string) =>
  (await person.http.ask(SEND, { input: { conversationId, clientMessageId: newId(), text: 'hello' } })).errors?.[0]
    ?.extensions ?? null;

interface Cast {
  readonly owner: Person;
  readonly admin: Person;
  readonly member: Person;
  readonly stranger: Person;
  readonly roomId: string;
  readonly conversationId: string;
}

/** A private room of an owner, an admin and a member, and somebody who does not know of it. */
async function cast(): Promise<Cast> {
  const [owner, admin, member, stranger] = await Promise.all(
    ['Olga', 'Adam', 'Mia', 'Sam'].map((nickname) => register(node, nickname)),
  );
  const ids = await owner!.createRoom('Tea', [admin!, member!], { visibility: 'PRIVATE' });
  await as(owner!).do('setRoomMemberRole', ids.roomId, { userId: admin!.id, role: 'ADMIN' });
  return { owner: owner!, admin: admin!, member: member!, stranger: stranger!, ...ids };
}

describe('who may do what', () => {
  const FOR_ADMINS = [
    'updateRoom',
    'addRoomMembers',
    'removeRoomMember',
    'unbanRoomMember',
    'muteRoomMember',
    'muteRoom',
  ];
  const FOR_OWNERS = ['setRoomMemberRole', 'transferRoomOwnership', 'deleteRoom'];

  it.each([...FOR_ADMINS, ...FOR_OWNERS])('%s is refused to a member and to one who has left', async (name) => {
    const { owner, member, roomId } = await cast();
    const { document, input } = ROOM_MUTATIONS[name]!(roomId, owner.id);
    expect(await member.http.codeOf(document, { input })).toBe('FORBIDDEN');
    await as(member).do('leaveRoom', roomId);
    expect(await member.http.codeOf(document, { input })).toBe('NOT_A_MEMBER');
  });

  it.each(FOR_OWNERS)('%s is refused to an admin', async (name) => {
    const { admin, member, roomId } = await cast();
    const { document, input } = ROOM_MUTATIONS[name]!(roomId, member.id);
    const { errors } = await admin.http.ask(document, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'owner' });
  });

  it.each(['removeRoomMember', 'muteRoomMember'])('%s works down the ranks only, and not on oneself', async (name) => {
    const { owner, admin, member, roomId } = await cast();
    expect(await as(admin).codeOf(name, roomId, { userId: owner.id })).toBe('FORBIDDEN');
    expect(await as(admin).codeOf(name, roomId, { userId: admin.id })).toBe('INVALID_INPUT');
    expect(await as(admin).codeOf(name, roomId, { userId: newId() })).toBe('NOT_FOUND');
    expect(await as(admin).codeOf(name, roomId, { userId: member.id })).toBeNull();
    expect(await as(owner).codeOf(name, roomId, { userId: admin.id })).toBeNull();
  });
});

describe('addRoomMembers (S1.10)', () => {
  it('puts people into a room, and says who was left out', async () => {
    const { owner, admin, member, stranger, roomId, conversationId } = await cast();
    const blocker = await register(node, 'Bo');
    await blocker.http.run('mutation ($id: ID!) { blockUser(input: { userId: $id }) { blocked { userId } } }', {
      id: admin.id,
    });
    await as(owner).do('removeRoomMember', roomId, { userId: member.id, ban: true });
    const userIds = [owner.id, member.id, blocker.id, stranger.id, 'x', stranger.id];
    const { room, added, skipped } = await as(admin).do('addRoomMembers', roomId, { userIds });
    expect(room.memberCount).toBe(3);
    expect(added).toEqual([{ id: stranger.id }]);
    expect(skipped).toEqual([
      { userId: owner.id, reason: 'ALREADY_MEMBER', user: { id: owner.id } },
      { userId: member.id, reason: 'BANNED', user: { id: member.id } },
      { userId: blocker.id, reason: 'BLOCKED', user: { id: blocker.id } },
      { userId: 'x', reason: 'NOT_FOUND', user: null },
    ]);
    await stranger.send(conversationId, 'thank you');
    const again = await as(admin).do('addRoomMembers', roomId, { userIds: [stranger.id] });
    expect(again).toMatchObject({ added: [], skipped: [{ reason: 'ALREADY_MEMBER' }] });
    expect(again.room.conversation.revision).toBe(room.conversation.revision + 1);
  });

  it('adds all or none when the room is too small, and refuses empty and endless lists', async () => {
    const { owner, stranger, roomId } = await cast();
    const more = await Promise.all(['X', 'Y'].map((nickname) => register(node, nickname)));
    const userIds = [stranger, ...more].map(({ id }) => id);
    expect(await as(owner).codeOf('addRoomMembers', roomId, { userIds })).toBe('ROOM_FULL');
    expect((await as(owner).room(roomId)).memberCount).toBe(3);
    expect(await as(owner).codeOf('addRoomMembers', roomId, { userIds: [] })).toBe('INVALID_INPUT');
    const endless = Array.from({ length: 201 }, newId);
    expect(await as(owner).codeOf('addRoomMembers', roomId, { userIds: endless })).toBe('INVALID_INPUT');
  });
});

describe('removeRoomMember, unbanRoomMember, roomBans', () => {
  it('end a membership from the very next send on, once however often asked (S4.7)', async () => {
    const { admin, member, roomId, conversationId } = await cast();
    await member.send(conversationId, 'hello');
    const { room } = await as(admin).do('removeRoomMember', roomId, { userId: member.id });
    expect(await faultOfSend(member, conversationId)).toMatchObject({ code: 'NOT_A_MEMBER' });
    const again = await as(admin).do('removeRoomMember', roomId, { userId: member.id });
    expect(again.room.conversation.revision).toBe(room.conversation.revision);
    expect(await as(member).codeOf('issueRoomTicket', roomId)).toBe('NOT_A_MEMBER');
    expect((await as(admin).do('addRoomMembers', roomId, { userIds: [member.id] })).added).toHaveLength(1);
    await member.send(conversationId, 'back again');
  });

  it('keep the banned out until the ban is lifted, and are listed for the admins', async () => {
    const { owner, admin, member, stranger, roomId } = await cast();
    const until = inOneHour();
    await as(admin).do('removeRoomMember', roomId, {
      userId: member.id,
      ban: true,
      banReason: 'spam',
      banUntil: until,
    });
    await as(owner).do('removeRoomMember', roomId, { userId: stranger.id, ban: true });
    expect(await as(admin).bans(roomId)).toMatchObject([
      { user: { id: stranger.id }, bannedBy: { id: owner.id }, reason: '', until: null },
      { user: { id: member.id }, bannedBy: { id: admin.id }, reason: 'spam', until },
    ]);
    await as(owner).do('updateRoom', roomId, { visibility: 'PUBLIC' });
    const { document, input } = ROOM_MUTATIONS.joinRoom!(roomId, '');
    const { errors } = await member.http.ask(document, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BANNED', until });
    for (let time = 0; time < 2; time += 1) await as(admin).do('unbanRoomMember', roomId, { userId: member.id });
    await as(member).do('joinRoom', roomId);
    expect(await as(admin).bans(roomId)).toHaveLength(1);
    expect(await member.http.codeOf(BANS, { roomId })).toBe('FORBIDDEN');
    expect(await stranger.http.codeOf(BANS, { roomId })).toBe('NOT_FOUND');
    expect(await new HttpDoor(node.url).codeOf(BANS, { roomId })).toBe('UNAUTHENTICATED');
  });

  it('refuse a ban that ends before it begins, and one against nobody', async () => {
    const { owner, member, roomId } = await cast();
    const past = { userId: member.id, ban: true, banUntil: '2020-01-01T00:00:00Z' };
    expect(await as(owner).codeOf('removeRoomMember', roomId, past)).toBe('INVALID_INPUT');
    expect(await as(owner).codeOf('removeRoomMember', roomId, { userId: newId(), ban: true })).toBe('NOT_FOUND');
    expect(await as(owner).bans(roomId)).toEqual([]);
  });
});

describe('setRoomMemberRole and transferRoomOwnership', () => {
  it('give and take roles, and hand the room over', async () => {
    const { owner, admin, member, stranger, roomId } = await cast();
    await as(owner).do('setRoomMemberRole', roomId, { userId: admin.id, role: 'MEMBER' });
    expect((await as(admin).room(roomId)).viewerRole).toBe('MEMBER');
    expect(await as(owner).codeOf('setRoomMemberRole', roomId, { userId: admin.id, role: 'OWNER' })).toBe(
      'INVALID_INPUT',
    );
    for (const name of ['setRoomMemberRole', 'transferRoomOwnership']) {
      expect(await as(owner).codeOf(name, roomId, { userId: owner.id })).toBe('INVALID_INPUT');
      expect(await as(owner).codeOf(name, roomId, { userId: stranger.id })).toBe('NOT_FOUND');
    }
    const { room } = await as(owner).do('transferRoomOwnership', roomId, { userId: member.id });
    expect(room.viewerRole).toBe('ADMIN');
    expect((await as(member).room(roomId)).viewerRole).toBe('OWNER');
    expect(await as(owner).codeOf('transferRoomOwnership', roomId, { userId: member.id })).toBe('FORBIDDEN');
  });

  it('leave one owner, however many transfers race', async () => {
    const { owner, admin, member, roomId } = await cast();
    const codes = await Promise.all(
      [admin, member, admin, member].map(({ id }) => as(owner).codeOf('transferRoomOwnership', roomId, { userId: id })),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    const roles = (await as(owner).room(roomId)).members.edges.map(
      (edge: { node: { role: string } }) => edge.node.role,
    );
    expect(roles.filter((role: string) => role === 'OWNER')).toHaveLength(1);
  });
});

describe('muteRoomMember and muteRoom', () => {
  it('silence one member, and let them speak again', async () => {
    const { admin, member, roomId, conversationId } = await cast();
    const until = inOneHour();
    for (let time = 0; time < 2; time += 1) await as(admin).do('muteRoomMember', roomId, { userId: member.id, until });
    expect(await faultOfSend(member, conversationId)).toMatchObject({ code: 'MUTED' });
    await as(admin).do('muteRoomMember', roomId, { userId: member.id, until: null });
    expect(await faultOfSend(member, conversationId)).toBeNull();
  });

  it('silence all but owner and admins', async () => {
    const { owner, admin, member, roomId, conversationId } = await cast();
    const { room } = await as(admin).do('muteRoom', roomId, { until: '9999-12-31T23:59:59.999Z' });
    expect(room.mutedUntil).toBe('9999-12-31T23:59:59.999Z');
    expect(await faultOfSend(member, conversationId)).toMatchObject({ code: 'MUTED' });
    for (const person of [owner, admin]) expect(await faultOfSend(person, conversationId)).toBeNull();
    expect((await as(admin).do('muteRoom', roomId, { until: null })).room.mutedUntil).toBeNull();
    expect(await faultOfSend(member, conversationId)).toBeNull();
  });

  it('want to be told until when, and that in the future', async () => {
    const { owner, member, roomId } = await cast();
    for (const [name, more] of [
      ['muteRoom', {}],
      ['muteRoomMember', { userId: member.id }],
    ] as const)
      for (const until of [undefined, '2020-01-01T00:00:00Z', 'soon'])
        expect(await as(owner).codeOf(name, roomId, { ...more, until })).toBe('INVALID_INPUT');
  });
});

describe('updateRoom and deleteRoom', () => {
  it('change what is given and leave the rest, once however often asked', async () => {
    const { admin, member, roomId } = await cast();
    const changes = { name: 'Coffee', description: 'Black', visibility: 'PUBLIC', history: 'SINCE_JOINING' };
    const { room } = await as(admin).do('updateRoom', roomId, changes);
    expect(room).toMatchObject(changes);
    const again = await as(admin).do('updateRoom', roomId, changes);
    expect(again.room.conversation.revision).toBe(room.conversation.revision);
    const cleared = await as(admin).do('updateRoom', roomId, { name: 'Coffee', description: null });
    expect(cleared.room).toMatchObject({ ...changes, description: '' });
    expect(await as(member).room(roomId)).toMatchObject({ name: 'Coffee', description: '' });
    for (const bad of [{ name: '' }, { name: null }, { description: 'x'.repeat(2001) }, { visibility: null }])
      expect(await as(admin).codeOf('updateRoom', roomId, bad)).toBe('INVALID_INPUT');
  });

  it('end a room for everybody: by its owner', async () => {
    const { owner, member, roomId, conversationId } = await cast();
    expect(await as(owner).do('deleteRoom', roomId)).toEqual({ roomId });
    expect(await as(owner).codeOf('deleteRoom', roomId)).toBe('NOT_FOUND');
    for (const person of [owner, member]) {
      expect(await as(person).room(roomId)).toBeNull();
      expect(await as(person).names('MINE')).toEqual([]);
      expect(['NOT_FOUND', 'NOT_A_MEMBER']).toContain((await faultOfSend(person, conversationId))?.code);
    }
  });

  it('end a room for everybody: by an administrator, who need not be in it', async () => {
    const root = await register(node, 'Root', { email: 'root@example.org' });
    const { member, roomId } = await cast();
    expect(await as(root).room(roomId)).toBeNull();
    expect(await as(root).do('deleteRoom', roomId)).toEqual({ roomId });
    expect(await as(member).room(roomId)).toBeNull();
  });
});
