import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBinary } from '../../test/support/services/binaries.js';
import type { Person, Room } from '../harness/fixture.js';
import type { ReadKind } from '../harness/peer.js';
import type { HttpRequest } from '../harness/plan.js';
import { bodyOf, clientIdOf, digitsOf, NUMBER } from '../harness/stamp.js';
import { mercurius } from './mercurius/peer.js';
import { standard } from './standard/peer.js';
import { compileBench, PlainWorld, type PeerServer } from './support/plain-world.fixture.js';
import { TextSocket } from './support/text-socket.fixture.js';

const times = (text: string, part: string): number => text.split(part).length - 1;

const withNumber = (template: string, digits: string): string => template.replaceAll(NUMBER, digits);

describe.skipIf(findBinary('mariadbd') === null).each([standard, mercurius])('the peer $name', (peer) => {
  let world: PlainWorld;
  let server: PeerServer;
  let numbers = 0;

  beforeAll(async () => {
    compileBench();
    world = await PlainWorld.make();
    server = await world.start(peer);
  });

  afterAll(async () => {
    await server?.stop();
    await world?.end();
  });

  it('answers a send over the socket after the commit, and tells it to those who listen to the room alone, once', async () => {
    const { hall, study, listeners, senders } = world.fixture;
    const [listener, sender] = [listeners[0]!, senders[0]!];
    const sockets = await Promise.all([listener, sender, sender].map(open));
    const [inHall, inStudy, sending] = sockets as [TextSocket, TextSocket, TextSocket];
    inHall.send(peer.subscription!(listener, hall).send!);
    inStudy.send(peer.subscription!(sender, study).send!);
    await untilHeard(inHall, sending, sender, hall);
    await untilHeard(inStudy, sending, sender, study);

    const digits = await send(sending, sender, hall);
    expect(await storedTimes(digits)).toBe(1);
    await inHall.hears(bodyOf(digits));
    await inStudy.hears(bodyOf(await send(sending, sender, study)));

    expect(times(sending.heard, clientIdOf(digits))).toBe(1);
    expect(sending.heard).not.toContain(bodyOf(digits));
    expect(times(inHall.heard, bodyOf(digits))).toBe(1);
    expect(inHall.heard).toContain(`nick ${sender.id}`);
    expect(inHall.heard).not.toContain(clientIdOf(digits));
    expect(inStudy.heard).not.toContain(bodyOf(digits));
    for (const socket of sockets) socket.close();
  });

  it('sends over HTTP', async () => {
    const { senders, rooms } = world.fixture;
    const digits = nextNumber();
    const answer = await ask(peer.sendRequest!(senders[0]!, rooms[0]!), digits);
    expect(times(answer, clientIdOf(digits))).toBe(1);
    expect(answer).not.toContain(bodyOf(digits));
    expect(await storedTimes(digits)).toBe(1);
  });

  it.each([
    ['newest', 71],
    ['deep', 11],
  ] as const)('reads the %s page of a long history, with senders', async (kind, oldest) => {
    const answer = await read(kind, world.fixture.readers[0]!);
    const expected = Array.from({ length: 50 }, (_, index) => bodyOf(digitsOf(oldest + index)));
    expect(expected.filter((text) => times(answer, text) !== 1)).toEqual([]);
    expect(times(answer, '@@M')).toBe(50);
    for (const { id } of world.fixture.readers) expect(times(answer, `nick ${id}`)).toBe(25);
  });

  it('lists the conversations with the newest activity, their last message and how many are unread', async () => {
    const answer = await read('list', world.fixture.readers[0]!);
    const places = [180, 160, 140].map((number) => answer.indexOf(bodyOf(digitsOf(number))));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(times(answer, '@@M')).toBe(3);
    expect(times(answer, '"unreadCount":5')).toBe(3);
  });

  it('refuses those who are no members, and those without a token', async () => {
    const digits = nextNumber();
    const refused = peer.sendRequest!(world.stranger, world.fixture.rooms[0]!);
    expect(await ask(refused, digits)).toContain('Not a member');
    const { authorization: _, ...headers } = refused.headers ?? {};
    expect(await ask({ ...refused, headers }, digits)).toContain('Unauthorized');
    expect(await storedTimes(digits)).toBe(0);
    expect(await read('newest', world.stranger)).not.toContain('@@M');
  });

  const nextNumber = (): string => digitsOf(500_000 + ++numbers);

  const open = (person: Person): Promise<TextSocket> => TextSocket.open(server.url, peer.socket!(person));

  async function send(socket: TextSocket, sender: Person, room: Room): Promise<string> {
    const digits = nextNumber();
    socket.send(withNumber(peer.sendFrame!(sender, room), digits));
    await socket.hears(clientIdOf(digits));
    return digits;
  }

  /** A subscription is not confirmed: what is sent first may come too early for it. */
  async function untilHeard(listening: TextSocket, sending: TextSocket, sender: Person, room: Room): Promise<void> {
    while (!listening.heard.includes('@@M')) await send(sending, sender, room);
  }

  async function storedTimes(digits: string): Promise<number> {
    const sql = 'SELECT id FROM messages WHERE client_message_id = ?';
    const [rows] = await world.connection.query(sql, [clientIdOf(digits)]);
    return (rows as unknown[]).length;
  }

  async function read(kind: ReadKind, reader: Person): Promise<string> {
    const requests = peer.readRequests!(kind, reader, world.fixture);
    return (await Promise.all(requests.map((request) => ask(request, digitsOf(0))))).join('');
  }

  async function ask({ method, path, headers, body }: HttpRequest, digits: string): Promise<string> {
    const response = await fetch(`${server.url}${path}`, { method, headers, body: body && withNumber(body, digits) });
    return response.text();
  }
});
