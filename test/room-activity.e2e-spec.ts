import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../src/common/ids/ids.js';
import { SocketDoor, type Collector, type Json } from './support/clients.js';
import { register, SEND, type Person } from './support/people.js';
import { ACTIVITY, enter, Rooms } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

let world: World;
let node: ServerNode;
beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
});
afterAll(() => world.close());

const as = (person: Person) => new Rooms(person);
const people = (...nicknames: string[]) => Promise.all(nicknames.map((nickname) => register(node, nickname)));
const inShort = (items: readonly Json[]) => items.map(({ type, nickname }) => `${nickname} ${type}`);
/** What a visitor has been told since they entered, once it is that much. */
const told = async (visit: Collector, count: number) => (await visit.count(count + 1)).slice(1);
const codeOfSend = (person: Person, conversationId: string) =>
  person.http.codeOf(SEND, { input: { conversationId, clientMessageId: newId(), text: 'hello' } });

describe('being in a room (S4.6)', () => {
  it('is seen by the others: who, called what, in or out, when, and how many are there', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { roomId } = await ann!.createRoom('Tea', [ben!]);
    const before = Date.now();
    const anns = await enter(ann!, roomId);
    const bens = await enter(ben!, roomId);
    const entered = await anns.next();
    expect(entered).toMatchObject({
      type: 'ENTERED',
      user: { id: ben!.id, nickname: 'Ben' },
      nickname: 'Ben',
      actor: null,
      presentCount: 2,
    });
    expect(Math.abs(Date.parse(entered.at) - before)).toBeLessThan(10_000);
    const { presentCount, presentUsers } = await as(ann!).room(roomId);
    expect(presentCount).toBe(2);
    expect(presentUsers.edges.map((edge: Json) => edge.node.id)).toEqual([ann!.id, ben!.id]);
    bens.stop();
    expect(await anns.next()).toMatchObject({
      type: 'EXITED',
      user: { id: ben!.id },
      nickname: 'Ben',
      presentCount: 1,
    });
    expect((await as(ann!).room(roomId)).presentCount).toBe(1);
  });

  it('ends with the socket, however it is closed', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { roomId } = await ann!.createRoom('Tea', [ben!]);
    const anns = await enter(ann!, roomId);
    for (const close of [(socket: SocketDoor) => socket.cut(), (socket: SocketDoor) => void socket.dispose()]) {
      const socket = ben!.socket();
      await enter(ben!, roomId, socket);
      expect(await anns.next()).toMatchObject({ type: 'ENTERED', user: { id: ben!.id } });
      close(socket);
      expect(await anns.next()).toMatchObject({ type: 'EXITED', user: { id: ben!.id } });
    }
  });

  it('begins once and ends once for somebody with several sockets and devices', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { roomId } = await ann!.createRoom('Tea', [ben!]);
    const anns = await enter(ann!, roomId);
    const sockets = [ben!.socket(), ben!.socket(), (await ben!.secondDevice()).socket()];
    const visits = await Promise.all(sockets.map((socket) => enter(ben!, roomId, socket)));
    visits[0]!.stop();
    sockets[1]!.cut();
    await sockets[2]!.run('{ me { id } }');
    // Whatever the first two have caused would come before this.
    const cem = await register(node, 'Cem');
    await as(ann!).do('addRoomMembers', roomId, { userIds: [cem.id] });
    await anns.nextWhere(({ type }) => type === 'JOINED');
    visits[2]!.stop();
    await anns.nextWhere(({ type }) => type === 'EXITED');
    expect(inShort(await told(anns, 3))).toEqual(['Ben ENTERED', 'Cem JOINED', 'Ben EXITED']);
    expect(visits[0]!.items).toHaveLength(1);
  });

  it('tells nobody of their own coming unless they ask to have it confirmed', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { roomId } = await ann!.createRoom('Tea', [ben!]);
    const plain = ann!.socket().subscribe(ACTIVITY, { roomId });
    await expect.poll(async () => (await as(ann!).room(roomId)).presentCount).toBe(1);
    const confirmed = ann!.socket().subscribe(ACTIVITY, { roomId, confirm: true });
    expect(await confirmed.next()).toMatchObject({ type: 'ENTERED', user: { id: ann!.id }, presentCount: 1 });
    await enter(ben!, roomId);
    await Promise.all([plain.count(1), confirmed.count(2)]);
    expect(inShort(plain.items)).toEqual(['Ben ENTERED']);
    expect(inShort(confirmed.items)).toEqual(['Ann ENTERED', 'Ben ENTERED']);
  });

  it('is counted rightly when many come and go at once', async () => {
    const [ann, ...others] = await people('Ann', 'Ben', 'Cem', 'Dee', 'Eve', 'Fay', 'Gil', 'Hal');
    const { roomId } = await ann!.createRoom('Tea', others);
    const anns = await enter(ann!, roomId);
    const visits = await Promise.all(others.map((person) => enter(person, roomId)));
    const counts = (items: readonly Json[]) => items.map(({ presentCount }) => presentCount);
    expect(counts(await told(anns, 7))).toEqual([2, 3, 4, 5, 6, 7, 8]);
    for (const visit of visits) visit.stop();
    const all = await told(anns, 14);
    expect(counts(all.slice(7))).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(new Set(inShort(all)).size).toBe(14);
  });
});

describe('membership', () => {
  it('is told as JOINED, LEFT and REMOVED, with who did it', async () => {
    const [ann, ben, cem] = await people('Ann', 'Ben', 'Cem');
    const { roomId } = await ann!.createRoom('Tea');
    const anns = await enter(ann!, roomId);
    await as(ben!).do('joinRoom', roomId);
    await as(ann!).do('addRoomMembers', roomId, { userIds: [cem!.id] });
    await as(ben!).do('leaveRoom', roomId);
    await as(ann!).do('removeRoomMember', roomId, { userId: cem!.id });
    expect(await told(anns, 4)).toMatchObject([
      { type: 'JOINED', user: { id: ben!.id }, actor: { id: ben!.id }, presentCount: 1 },
      { type: 'JOINED', user: { id: cem!.id }, actor: { id: ann!.id } },
      { type: 'LEFT', user: { id: ben!.id }, actor: { id: ben!.id } },
      { type: 'REMOVED', user: { id: cem!.id }, actor: { id: ann!.id } },
    ]);
  });

  it.each([
    ['removed', 'REMOVED'],
    ['banned', 'REMOVED'],
    ['gone by themselves', 'LEFT'],
  ])(
    'ends the subscriptions of somebody who is %s, after telling them, and the next send (S4.7)',
    async (how, type) => {
      const [ann, ben] = await people('Ann', 'Ben');
      const { roomId, conversationId } = await ann!.createRoom('Tea', [ben!]);
      const anns = await enter(ann!, roomId);
      const bens = [await enter(ben!, roomId), await enter(ben!, roomId)];
      await ben!.send(conversationId, 'hello');
      if (type === 'LEFT') await as(ben!).do('leaveRoom', roomId);
      else await as(ann!).do('removeRoomMember', roomId, { userId: ben!.id, ban: how === 'banned' });
      expect(await codeOfSend(ben!, conversationId)).toBe('NOT_A_MEMBER');
      expect(inShort(await told(anns, 3))).toEqual(['Ben ENTERED', `Ben ${type}`, 'Ben EXITED']);
      await as(ann!).do('updateRoom', roomId, { name: 'Without Ben' });
      for (const visit of bens) {
        await visit.ended();
        expect(visit.errors).toBeNull();
        expect(inShort(visit.items.slice(1))).toEqual([`Ben ${type}`]);
      }
      expect((await as(ann!).room(roomId)).presentCount).toBe(1);
      expect(await ben!.socket().codeOf(ACTIVITY, { roomId })).toBe('NOT_A_MEMBER');
    },
  );

  it('ends with the room', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { roomId } = await ann!.createRoom('Tea', [ben!]);
    const bens = await enter(ben!, roomId);
    await as(ann!).do('deleteRoom', roomId);
    await bens.ended();
    expect(bens.errors).toBeNull();
    expect(await ben!.socket().codeOf(ACTIVITY, { roomId })).toBe('NOT_FOUND');
  });

  it('is needed: strangers, the unknown room and the signed-out get errors', async () => {
    const [ann, eve] = await people('Ann', 'Eve');
    for (const visibility of ['PUBLIC', 'PRIVATE']) {
      const { roomId } = await ann!.createRoom('Tea', [], { visibility });
      expect(await eve!.socket().codeOf(ACTIVITY, { roomId })).toBe('NOT_FOUND');
    }
    for (const roomId of [newId(), 'x']) expect(await eve!.socket().codeOf(ACTIVITY, { roomId })).toBe('NOT_FOUND');
    expect(await eve!.socket().codeOf(ACTIVITY, { roomId: 7.5 })).toBe('INVALID_INPUT');
    const nobody = new SocketDoor(node.url);
    expect(await nobody.codeOf(ACTIVITY, { roomId: newId() })).toBe('UNAUTHENTICATED');
    await nobody.dispose();
  });
});

describe('a room ticket (S4.5)', () => {
  const ROOM = 'query ($id: ID!) { room(id: $id) { id viewerRole members { edges { node { userId } } } } }';
  const CONVERSATION = 'query ($id: ID!) { conversation(id: $id) { id } }';

  it('opens a socket that can use its room and nothing else', async () => {
    const [ann, ben] = await people('Ann', 'Ben');
    const { roomId, conversationId } = await ann!.createRoom('Tea', [ben!]);
    const other = await ben!.createRoom('Other');
    const { ticket, expiresAt } = await as(ben!).do('issueRoomTicket', roomId);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    const anns = await enter(ann!, roomId);
    const socket = ben!.socket({ connectionParams: { ticket } });
    const bens = await enter(ben!, roomId, socket);
    expect(await anns.next()).toMatchObject({ type: 'ENTERED', user: { id: ben!.id } });

    expect(await socket.run(ROOM, { id: roomId })).toMatchObject({ room: { id: roomId, viewerRole: 'MEMBER' } });
    const input = { conversationId, clientMessageId: newId(), text: 'hello' };
    expect(await socket.run(SEND, { input })).toMatchObject({ sendMessage: { message: { text: 'hello' } } });

    expect(await socket.run(ROOM, { id: other.roomId })).toEqual({ room: null });
    expect(await socket.codeOf(ACTIVITY, { roomId: other.roomId })).toBe('NOT_FOUND');
    const elsewhere = { ...input, conversationId: other.conversationId, clientMessageId: newId() };
    expect(await socket.codeOf(SEND, { input: elsewhere })).toBe('NOT_FOUND');
    for (const query of ['{ me { id } }', '{ rooms { edges { cursor } } }', '{ contacts { userId } }'])
      expect(await socket.codeOf(query)).toBe('FORBIDDEN');
    expect(['FORBIDDEN', null]).toContain(await socket.codeOf(CONVERSATION, { id: other.conversationId }));
    for (const name of ['leaveRoom', 'updateRoom', 'issueRoomTicket', 'deleteRoom'])
      expect(
        await socket.codeOf(
          `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) {
          ${name}(input: $input) { __typename } }`,
          { input: { roomId } },
        ),
      ).toBe('FORBIDDEN');

    await as(ann!).do('removeRoomMember', roomId, { userId: ben!.id });
    await bens.ended();
    expect(await socket.run(ROOM, { id: roomId })).toMatchObject({ room: { viewerRole: null, members: null } });
    expect(await socket.codeOf(SEND, { input: { ...input, clientMessageId: newId() } })).toBe('NOT_A_MEMBER');
  });

  it('is handed to members only', async () => {
    const [ann, eve] = await people('Ann', 'Eve');
    const { roomId } = await ann!.createRoom('Tea');
    expect(await as(eve!).codeOf('issueRoomTicket', roomId)).toBe('NOT_FOUND');
    await as(eve!).do('joinRoom', roomId);
    expect((await as(eve!).do('issueRoomTicket', roomId)).ticket).toEqual(expect.any(String));
    await as(eve!).do('leaveRoom', roomId);
    expect(await as(eve!).codeOf('issueRoomTicket', roomId)).toBe('NOT_A_MEMBER');
  });

  it('does nothing when it is forged', async () => {
    const forged = new SocketDoor(node.url, { connectionParams: { ticket: 'forged' } });
    await expect(forged.run('{ __typename }')).rejects.toThrow();
    await forged.dispose();
  });
});
