import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../src/common/ids/ids.js';
import { HttpDoor, type Json } from './support/clients.js';
import { PASSWORD, register, SEND, type Person } from './support/people.js';
import { CREATE_ROOM, Rooms, ROOM_MUTATIONS } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

let world: World;
let node: ServerNode;
beforeAll(async () => {
  world = await createWorld({ ROOM_MAX_MEMBERS: '5', ADMIN_ACCOUNTS: 'root@example.org' });
  node = await world.startNode();
});
afterAll(() => world.close());

const people = (...nicknames: string[]) => Promise.all(nicknames.map((nickname) => register(node, nickname)));
const as = (person: Person) => new Rooms(person);
const codeOfSend = (person: Person, conversationId: string) =>
  person.http.codeOf(SEND, { input: { conversationId, clientMessageId: newId(), text: 'hello' } });

describe('every mutation of rooms', () => {
  it.each(Object.keys(ROOM_MUTATIONS))('%s needs a signed-in viewer', async (name) => {
    const { document, input } = ROOM_MUTATIONS[name]!(newId(), newId());
    expect(await new HttpDoor(node.url).codeOf(document, { input })).toBe('UNAUTHENTICATED');
  });

  const ofARoom = Object.keys(ROOM_MUTATIONS).filter((name) => name !== 'createRoom');
  it.each(ofARoom)('%s answers the same for an absent, a garbled and a private room', async (name) => {
    const [ann, ben, eve] = await people('Ann', 'Ben', 'Eve');
    const { roomId } = await ann!.createRoom('Secret', [ben!], { visibility: 'PRIVATE' });
    const answers = await Promise.all(
      [roomId, newId(), 'x', '💥'].map(async (id) => {
        const { document, input } = ROOM_MUTATIONS[name]!(id, ben!.id);
        const { errors } = await eve!.http.ask(document, { input });
        return [errors?.[0]?.extensions.code, errors?.[0]?.message];
      }),
    );
    expect(answers).toEqual(answers.map(() => ['NOT_FOUND', 'Room not found']));
  });
});

describe('createRoom (S1.10, S4.4)', () => {
  it('makes a room that belongs to the viewer, with its conversation', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { room, skipped } = await as(ann!).create({
      name: '  Tea   house ',
      description: 'All about\n茶',
      memberIds: [ben!.id, ben!.id, ann!.id],
      history: 'SINCE_JOINING',
    });
    expect(skipped).toEqual([]);
    expect(room).toMatchObject({
      name: 'Tea house',
      description: 'All about\n茶',
      visibility: 'PUBLIC',
      history: 'SINCE_JOINING',
      avatarUrl: null,
      memberCount: 2,
      viewerRole: 'OWNER',
      mutedUntil: null,
      conversation: { kind: 'ROOM', participantCount: 2, room: { id: room.id } },
    });
    const { viewerRole, members } = await as(ben!).room(room.id);
    expect(viewerRole).toBe('MEMBER');
    expect(members.edges).toHaveLength(2);
    expect(members.edges.find((edge: Json) => edge.node.userId === ann!.id)).toMatchObject({ node: { role: 'OWNER' } });
  });

  it('makes another room when repeated', async () => {
    const [ann] = await people('Ann');
    expect((await ann!.createRoom('Tea')).roomId).not.toBe((await ann!.createRoom('Tea')).roomId);
  });

  it.each([
    ['an empty name', { name: ' ' }, 'name'],
    ['a name that is too long', { name: 'x'.repeat(101) }, 'name'],
    ['a control character', { name: 'a\u0007b' }, 'name'],
    ['a bidi override', { name: 'a\u202Eb' }, 'name'],
    ['a lone surrogate', { name: 'a\uD800' }, 'name'],
    ['a description that is too long', { name: 'Tea', description: 'x'.repeat(2001) }, 'description'],
    ['too many members', { name: 'Tea', memberIds: Array.from({ length: 201 }, newId) }, 'memberIds'],
  ])('refuses %s', async (_, input, field) => {
    const [ann] = await people('Ann');
    const { errors } = await ann!.http.ask(CREATE_ROOM, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('refuses an avatar that is not an own image, and more members than a room may have', async () => {
    const [ann, ...others] = await people('Ann', 'Ben', 'Cem', 'Dee', 'Eve', 'Fay');
    expect(await as(ann!).codeOfCreate({ name: 'Tea', avatarAttachmentId: newId() })).toBe('NOT_FOUND');
    expect(await as(ann!).codeOfCreate({ name: 'Tea', memberIds: others.map(({ id }) => id) })).toBe('ROOM_FULL');
    expect((await as(ann!).list('MINE')).length).toBe(0);
  });

  it('leaves out whom it may not add, and says why', async () => {
    const [ann, ben, cem] = await people('Ann', 'Ben', 'Cem');
    await cem!.http.run('mutation ($id: ID!) { blockUser(input: { userId: $id }) { blocked { userId } } }', {
      id: ann!.id,
    });
    const nobody = newId();
    const { room, skipped } = await as(ann!).create({ name: 'Tea', memberIds: [nobody, cem!.id, ben!.id] });
    expect(room.memberCount).toBe(2);
    expect(skipped).toEqual([
      { userId: nobody, reason: 'NOT_FOUND', user: null },
      { userId: cem!.id, reason: 'BLOCKED', user: { id: cem!.id } },
    ]);
  });

  it('is for administrators only when the operator says so', async () => {
    const strict = await createWorld({ WHO_MAY_CREATE_ROOMS: 'admins', ADMIN_ACCOUNTS: 'root@example.org' });
    try {
      const strictNode = await strict.startNode();
      const ann = await register(strictNode, 'Ann');
      const root = await register(strictNode, 'Root', { email: 'root@example.org' });
      const { errors } = await ann.http.ask(CREATE_ROOM, { input: { name: 'Tea' } });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'admin' });
      expect((await as(root).create({ name: 'Tea' })).room.name).toBe('Tea');
    } finally {
      await strict.close();
    }
  });
});

describe('room and rooms (S1.10, S4.3)', () => {
  it('show a public room to everybody who is signed in, and a private one to members only', async () => {
    const [ann, ben, eve] = await people('Ann', 'Ben', 'Eve');
    const open = await ann!.createRoom('Open', [ben!]);
    const secret = await ann!.createRoom('Secret', [ben!], { visibility: 'PRIVATE' });
    expect(await as(eve!).room(open.roomId)).toEqual({
      ...(await as(ben!).room(open.roomId)),
      viewerRole: null,
      conversation: null,
      members: null,
      presentCount: null,
      presentUsers: null,
    });
    expect(await as(ben!).room(secret.roomId)).toMatchObject({ name: 'Secret', viewerRole: 'MEMBER' });
    for (const id of [secret.roomId, newId(), 'x']) expect(await as(eve!).room(id)).toBeNull();
    await as(ben!).do('leaveRoom', secret.roomId);
    expect(await as(ben!).room(secret.roomId)).toBeNull();
  });

  it('list the own ones and those that one may enter, by name, as far as searched', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const tag = newId().slice(-8);
    const zen = await ann!.createRoom(`${tag} Zen`);
    const tea = await ann!.createRoom(`${tag} ＴＥＡ house`);
    await ann!.createRoom(`${tag} secret`, [], { visibility: 'PRIVATE' });
    const search = `${tag.toUpperCase()}`;
    expect(await as(ben!).names('DISCOVERABLE', search)).toEqual([`${tag} ＴＥＡ house`, `${tag} Zen`]);
    expect(await as(ben!).names('DISCOVERABLE', `tea house`)).toContain(`${tag} ＴＥＡ house`);
    expect(await as(ben!).names('MINE', search)).toEqual([]);
    await as(ben!).do('joinRoom', zen.roomId);
    expect(await as(ben!).names('MINE', search)).toEqual([`${tag} Zen`]);
    expect(await as(ann!).names('MINE')).toHaveLength(3);
    await as(ann!).do('removeRoomMember', tea.roomId, { userId: ben!.id, ban: true });
    expect(await as(ben!).names('DISCOVERABLE', search)).toEqual([`${tag} Zen`]);
  });

  it('go on from a cursor, and refuse one that is not theirs', async () => {
    const [ann] = await people('Ann');
    for (const name of ['b', 'a', 'c']) await ann!.createRoom(name);
    const first = await as(ann!).page({ first: 2 });
    expect(first.edges.map((edge: Json) => edge.node.name)).toEqual(['a', 'b']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await as(ann!).page({ first: 2, after: first.pageInfo.endCursor });
    expect(second.edges.map((edge: Json) => edge.node.name)).toEqual(['c']);
    const query = 'query ($after: String) { rooms(after: $after) { edges { cursor } } }';
    expect(await ann!.http.codeOf(query, { after: 'rubbish' })).toBe('INVALID_CURSOR');
    expect(await ann!.http.codeOf('{ rooms(first: 101) { edges { cursor } } }')).toBe('INVALID_INPUT');
    expect(await new HttpDoor(node.url).codeOf('{ rooms { edges { cursor } } }')).toBe('UNAUTHENTICATED');
  });
});

describe('joinRoom and leaveRoom (S1.10)', () => {
  it('let people into public rooms and out again, once however often they ask', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { roomId, conversationId } = await ann!.createRoom('Open');
    expect(await codeOfSend(ben!, conversationId)).toBe('NOT_FOUND');
    const joined = await as(ben!).do('joinRoom', roomId);
    expect(joined.room).toMatchObject({ memberCount: 2, viewerRole: 'MEMBER', conversation: { id: conversationId } });
    const again = await as(ben!).do('joinRoom', roomId);
    expect(again.room.conversation.revision).toBe(joined.room.conversation.revision);
    await ben!.send(conversationId, 'hello');
    expect(await as(ben!).do('leaveRoom', roomId)).toEqual({ roomId });
    expect(await as(ben!).do('leaveRoom', roomId)).toEqual({ roomId });
    expect(await codeOfSend(ben!, conversationId)).toBe('NOT_A_MEMBER');
    expect((await as(ann!).room(roomId)).memberCount).toBe(1);
  });

  it('refuse private rooms, full rooms and the banned', async () => {
    const [ann, ben, ...others] = await people('Ann', 'Ben', 'Cem', 'Dee', 'Eve', 'Fay');
    const secret = await ann!.createRoom('Secret', [], { visibility: 'PRIVATE' });
    expect(await as(ben!).codeOf('joinRoom', secret.roomId)).toBe('NOT_FOUND');
    const full = await ann!.createRoom('Full', others);
    expect(await as(ben!).codeOf('joinRoom', full.roomId)).toBe('ROOM_FULL');
    expect(await as(others[0]!).codeOf('joinRoom', full.roomId)).toBeNull();
    const open = await ann!.createRoom('Open');
    await as(ann!).do('removeRoomMember', open.roomId, { userId: ben!.id, ban: true });
    expect(await as(ben!).codeOf('joinRoom', open.roomId)).toBe('BANNED');
  });

  it('let only as many in as there is room for, however many ask at once', async () => {
    const [ann, ...others] = await people('Ann', 'Ben', 'Cem', 'Dee', 'Eve', 'Fay', 'Gil', 'Hal');
    const { roomId } = await ann!.createRoom('Small');
    const codes = await Promise.all(others.map((other) => as(other).codeOf('joinRoom', roomId)));
    expect(codes.filter((code) => code === null)).toHaveLength(4);
    expect(codes.filter((code) => code === 'ROOM_FULL')).toHaveLength(3);
    expect((await as(ann!).room(roomId)).memberCount).toBe(5);
  });

  it('pass the room of an owner who leaves on to the oldest admin, else member, and end it with the last', async () => {
    const [ann, ben, cem, dee] = await people('Ann', 'Ben', 'Cem', 'Dee');
    const { roomId } = await ann!.createRoom('Open');
    for (const person of [ben!, cem!, dee!]) await as(person).do('joinRoom', roomId);
    await as(ann!).do('setRoomMemberRole', roomId, { userId: dee!.id, role: 'ADMIN' });
    await as(ann!).do('leaveRoom', roomId);
    expect((await as(dee!).room(roomId)).viewerRole).toBe('OWNER');
    await as(dee!).do('leaveRoom', roomId);
    expect((await as(ben!).room(roomId)).viewerRole).toBe('OWNER');
    await as(ben!).do('leaveRoom', roomId);
    await as(cem!).do('leaveRoom', roomId);
    expect(await as(cem!).room(roomId)).toBeNull();
    expect(await as(ann!).codeOf('joinRoom', roomId)).toBe('NOT_FOUND');
  });

  it('end with the account, which leaves the room in order', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { roomId } = await ann!.createRoom('Open', [ben!]);
    await ann!.http.run('mutation ($p: String!) { deleteAccount(input: { password: $p }) { __typename } }', {
      p: PASSWORD,
    });
    await expect.poll(async () => (await as(ben!).room(roomId)).viewerRole).toBe('OWNER');
    expect((await as(ben!).room(roomId)).memberCount).toBe(1);
  });
});
