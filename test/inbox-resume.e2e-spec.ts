import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../src/common/database/unit-of-work.js';
import { UserChangeLog } from '../src/common/realtime/user-change-log.js';
import { messageIdOf } from '../src/modules/messages/message-id.js';
import type { Json } from './support/clients.js';
import {
  alteredCursor,
  catchUp,
  cursorNow,
  Device,
  INBOX,
  isNumbered,
  range,
  revisionsOf,
  SCALE,
  PROMPT,
} from './support/inbox.js';
import { CLEAR, EDIT, HIDE, HISTORY, MARK_READ, RECALL, twoNodes } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { Rooms } from './support/rooms.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const DAY_MS = 24 * 3600 * 1000;
const REPLAY_LIMIT = 300;

let world: World;
let nodes: [ServerNode, ServerNode];
const people: Person[] = [];

beforeAll(async () => {
  world = await createWorld({ ...PROMPT, INBOX_REPLAY_MAX_EVENTS: String(REPLAY_LIMIT) });
  nodes = await twoNodes(world);
});

afterAll(async () => {
  await Promise.all(people.map((person) => person.close()));
  await world?.close();
});

async function newcomer(nickname: string): Promise<Person> {
  const person = await register(nodes[0], nickname);
  people.push(person);
  return person;
}

async function pair() {
  const [ann, bob] = [await newcomer('Ann'), await newcomer('Bob')];
  return { ann, bob, conversationId: await ann.openDirect(bob) };
}

async function room(...members: Person[]) {
  const [ann, bob] = [await newcomer('Ann'), await newcomer('Bob')];
  return { ann, bob, ...(await ann.createRoom('Tea', [bob, ...members])) };
}

const sendMany = async (person: Person, conversationId: string, count: number): Promise<Json[]> => {
  const sent: Json[] = [];
  for (let index = 0; index < count; index += 1) sent.push(await person.send(conversationId, `m${index + 1}`));
  return sent;
};

/** What somebody is told, on the other node, of what they have missed. */
const resume = (person: Person, after: string | null, seen?: Record<string, number>): Promise<Json[]> =>
  catchUp(person.socket({ node: nodes[1] }), {
    after,
    ...(seen ? { seen: Object.entries(seen).map(([conversationId, revision]) => ({ conversationId, revision })) } : {}),
  });

const resetsIn = (events: readonly Json[]): Json[] => events.filter(({ __typename }) => __typename === 'Reset');
const textsIn = (events: readonly Json[]): (string | null)[] =>
  events.filter(({ __typename }) => __typename === 'MessageAdded').map(({ message }) => message?.text ?? null);

/** Makes it seem that the revisions from one to another happened at another time. */
async function backdate(conversationId: string, [from, to]: [number, number], at: number, head = false): Promise<void> {
  await nodes[0].app.get(UnitOfWork).run(async (tx) => {
    const values = [at, conversationId, from, to];
    await tx.execute(
      'UPDATE messages SET created_at = ? WHERE conversation_id = ? AND created_revision BETWEEN ? AND ?',
      values,
    );
    await tx.execute(
      'UPDATE conversation_events SET created_at = ? WHERE conversation_id = ? AND revision BETWEEN ? AND ?',
      values,
    );
    if (head) await tx.execute('UPDATE conversations SET last_event_at = ? WHERE id = ?', [at, conversationId]);
  });
}

describe('a resume', () => {
  it('from an empty position replays nothing: the client reads the conversations', async () => {
    const { ann, bob, conversationId } = await pair();
    await ann.send(conversationId, 'before');
    expect((await resume(bob, null)).filter(isNumbered)).toEqual([]);
  });

  it('from a position replays what is above it, in order, on the other node', async () => {
    const { ann, bob, conversationId } = await pair();
    await sendMany(ann, conversationId, 3);
    const cursor = await cursorNow(bob);
    await sendMany(ann, conversationId, 7);
    expect(revisionsOf(await resume(bob, cursor, { [conversationId]: 5 }))).toEqual(range(6, 12));
    expect(revisionsOf(await resume(bob, cursor, { [conversationId]: 9 }))).toEqual(range(10, 12));
  });

  it('without saying what was seen replays at least what is new, and a little from before', async () => {
    const { ann, bob, conversationId } = await pair();
    await sendMany(ann, conversationId, 3);
    const cursor = await cursorNow(bob);
    await sendMany(ann, conversationId, 4);
    expect(revisionsOf(await resume(bob, cursor))).toEqual(range(1, 9));
  });

  it('at the same position replays nothing', async () => {
    const { ann, bob, conversationId } = await pair();
    await sendMany(ann, conversationId, 3);
    const events = await resume(bob, await cursorNow(bob), { [conversationId]: 5 });
    expect(events.filter((event) => isNumbered(event) || event.__typename === 'Reset')).toEqual([]);
  });

  it('keeps its cursor until it has caught up, so that a cut in between loses nothing', async () => {
    const { ann, bob, conversationId } = await pair();
    const cursor = await cursorNow(bob);
    await sendMany(ann, conversationId, 3);
    const events = await resume(bob, cursor, { [conversationId]: 2 });
    expect(
      events
        .slice(0, -1)
        .map((event) => event.cursor)
        .filter(Boolean),
    ).toEqual([cursor, cursor, cursor, cursor]);
    expect(events.at(-1).cursor).not.toBe(cursor);
  });

  it('of more than the limit says Reset for that conversation, and replays the others', async () => {
    const { ann, bob, conversationId } = await pair();
    const carol = await newcomer('Carol');
    const other = await carol.openDirect(bob);
    const cursor = await cursorNow(bob);
    await Promise.all(range(1, REPLAY_LIMIT + 1).map((index) => ann.send(conversationId, `m${index}`)));
    await sendMany(carol, other, 2);
    for (const seen of [{ [conversationId]: 2, [other]: 2 }, undefined]) {
      const events = await resume(bob, cursor, seen);
      expect(resetsIn(events)).toEqual([{ __typename: 'Reset', conversationId, head: REPLAY_LIMIT + 3 }]);
      expect(revisionsOf(events, conversationId)).toEqual([]);
      expect(revisionsOf(events, other).slice(-2)).toEqual([3, 4]);
    }
    // One less is within it.
    const whole = await resume(bob, cursor, { [conversationId]: 3, [other]: 4 });
    expect(revisionsOf(whole)).toEqual(range(4, REPLAY_LIMIT + 3));
  });

  it('is live after a Reset from the revision that it named', async () => {
    const { ann, bob, conversationId } = await pair();
    await sendMany(ann, conversationId, 2);
    const device = new Device(bob, true);
    device.applied.set(conversationId, [99]);
    await device.follow(nodes[1]);
    expect(device.resets).toMatchObject([{ conversationId, head: 4 }]);
    await ann.send(conversationId, 'live');
    await device.events.until(() => device.events.items.some(isNumbered));
    expect(device.events.items.find(isNumbered)).toMatchObject({ revision: 5, message: { text: 'live' } });
    device.cut();
  });

  it('from a position that does not exist yet says Reset with the head there is', async () => {
    const { ann, bob, conversationId } = await pair();
    await sendMany(ann, conversationId, 2);
    const events = await resume(bob, await cursorNow(bob), { [conversationId]: 5 });
    expect(resetsIn(events)).toMatchObject([{ conversationId, head: 4 }]);
  });

  it('of a conversation that is not there, or is others’, says Reset alike', async () => {
    const { ann, conversationId } = await pair();
    const carol = await newcomer('Carol');
    const absent = '019a0000-0000-7000-8000-000000000000';
    const seen = { [conversationId]: 2, [absent]: 2, 'no id at all': 1 };
    const events = await resume(carol, await cursorNow(ann), seen);
    expect(resetsIn(events)).toHaveLength(3);
    for (const reset of resetsIn(events)) expect(reset.head).toBe(0);
    expect(events.filter(isNumbered)).toEqual([]);
  });

  it('days later replays what happened since, by what was seen and by time', async () => {
    const { ann, bob, conversationId } = await pair();
    const quiet = await ann.openDirect(await newcomer('Carol'));
    await sendMany(ann, conversationId, 4);
    await backdate(conversationId, [1, 6], Date.now() - 9 * DAY_MS);
    await backdate(quiet, [1, 2], Date.now() - 9 * DAY_MS, true);
    await sendMany(ann, conversationId, 3);
    await backdate(conversationId, [7, 8], Date.now() - 3 * DAY_MS);
    const week = alteredCursor(await cursorNow(bob), ([version, epoch, at]) => [version, epoch, at - 7 * DAY_MS]);
    // Those of 9 days ago are known; they are cut by time, or by what was seen.
    expect(revisionsOf(await resume(bob, week).then(ofConversation(conversationId)))).toEqual([7, 8, 9]);
    expect(revisionsOf(await resume(bob, week, { [conversationId]: 4 }))).toEqual(range(5, 9));
    expect(revisionsOf(await resume(ann, week), quiet)).toEqual([]);
  });

  it('from the dawn of time replays everything within the limits', async () => {
    const { ann, bob, conversationId } = await pair();
    await sendMany(ann, conversationId, 2);
    const dawn = alteredCursor(await cursorNow(bob), ([version, epoch]) => [version, epoch, 0]);
    expect(revisionsOf(await resume(bob, dawn))).toEqual(range(1, 4));
  });

  it('from another epoch says Reset for each conversation and goes on live', async () => {
    const { ann, bob, conversationId } = await pair();
    const other = await bob.openDirect(await newcomer('Carol'));
    const foreign = alteredCursor(await cursorNow(bob), ([version, , at]) => [version, 'ffffffffffff', at]);
    await ann.send(conversationId, 'x');
    const events = await resume(bob, foreign, { [conversationId]: 1 });
    const heads = Object.fromEntries(resetsIn(events).map((reset) => [reset.conversationId, reset.head]));
    expect(heads).toEqual({ [conversationId]: 3, [other]: 2 });
    expect(events.filter(isNumbered)).toEqual([]);
    expect(events.at(-1).cursor).toBe(
      alteredCursor(events.at(-1).cursor, ([version, , at]) => [version, events[0].epoch, at]),
    );
  });

  it('with a cursor from the future, of another kind or of no kind is refused as INVALID_CURSOR', async () => {
    const { ann, bob, conversationId } = await pair();
    await ann.send(conversationId, 'x');
    const cursor = await cursorNow(bob);
    const { conversation } = await bob.http.run(HISTORY, { id: conversationId, first: 1 });
    const future = alteredCursor(cursor, ([version, epoch, at]) => [version, epoch, at + 3_600_000]);
    const odd = [
      alteredCursor(cursor, ([, epoch, at]) => [2, epoch, at]),
      alteredCursor(cursor, ([version, epoch]) => [version, epoch, -1]),
      alteredCursor(cursor, ([version, epoch]) => [version, epoch, 1.5]),
      alteredCursor(cursor, ([version, epoch]) => [version, epoch, 'now']),
      alteredCursor(cursor, () => ({})),
      alteredCursor(cursor, () => null),
    ];
    for (const after of [future, conversation.messages.edges[0].cursor, '', 'x', '💥', '%%%', 'null', ...odd])
      expect(await bob.socket().codeOf(INBOX, { after }), after).toBe('INVALID_CURSOR');
    expect(await bob.socket().codeOf(INBOX, { after: 'x'.repeat(300) })).toBe('INVALID_INPUT');
    const faulty = [{ conversationId, revision: -1 }];
    expect(await bob.socket().codeOf(INBOX, { after: cursor, seen: faulty })).toBe('INVALID_INPUT');
  });
});

const ofConversation =
  (conversationId: string) =>
  (events: readonly Json[]): Json[] =>
    events.filter((event) => event.conversationId === conversationId);

describe('what became of things meanwhile', () => {
  it('left: everything up to one’s own leaving, and nothing above', async () => {
    const { ann, bob, roomId, conversationId } = await room();
    const cursor = await cursorNow(bob);
    await sendMany(ann, conversationId, 2);
    await new Rooms(bob).do('leaveRoom', roomId);
    await sendMany(ann, conversationId, 2);
    for (const seen of [{ [conversationId]: 2 }, undefined]) {
      const events = (await resume(bob, cursor, seen)).filter(isNumbered);
      expect(revisionsOf(events).slice(-3)).toEqual([3, 4, 5]);
      expect(events.at(-1)).toMatchObject({ change: 'LEFT', userId: bob.id, conversation: null });
    }
  });

  it('removed: the same', async () => {
    const { ann, bob, roomId, conversationId } = await room();
    const cursor = await cursorNow(bob);
    const [first] = await sendMany(ann, conversationId, 2);
    await new Rooms(ann).do('removeRoomMember', roomId, { userId: bob.id });
    await ann.http.run(EDIT, { input: { messageId: first!.id, text: 'secret' } });
    const events = await resume(bob, cursor, { [conversationId]: 2 });
    expect(revisionsOf(events)).toEqual([3, 4, 5]);
    expect(events.filter(isNumbered).at(-1)).toMatchObject({ change: 'REMOVED', userId: bob.id });
    // What was edited above it is not told either, not even as the present text of an earlier message.
    expect(JSON.stringify(events)).not.toContain('secret');
    expect(
      await resume(bob, events.at(-1).cursor, { [conversationId]: 5 }).then((all) => all.filter(isNumbered)),
    ).toEqual([]);
  });

  it('left and joined again: Reset, then one’s own JOINED and what followed', async () => {
    const { ann, bob, roomId, conversationId } = await room();
    const cursor = await cursorNow(bob);
    await new Rooms(bob).do('leaveRoom', roomId);
    await sendMany(ann, conversationId, 3);
    await new Rooms(bob).do('joinRoom', roomId);
    await sendMany(ann, conversationId, 1);
    const events = ofConversation(conversationId)(await resume(bob, cursor, { [conversationId]: 2 }));
    expect(events.map(({ __typename, revision, head }) => [__typename, revision ?? head]).slice(0, 3)).toEqual([
      ['Reset', 6],
      ['MembershipChanged', 7],
      ['MessageAdded', 8],
    ]);
    expect(events[1]).toMatchObject({ change: 'JOINED', userId: bob.id });
    const bare = ofConversation(conversationId)(await resume(bob, cursor));
    expect(revisionsOf(bare)).toEqual([7, 8]);
  });

  it('deleted: the end of the room is the last that is told', async () => {
    const { ann, bob, roomId, conversationId } = await room();
    const cursor = await cursorNow(bob);
    await ann.send(conversationId, 'x');
    await new Rooms(ann).do('deleteRoom', roomId);
    const events = (await resume(bob, cursor, { [conversationId]: 2 })).filter(isNumbered);
    expect(events.map(({ __typename }) => __typename)).toEqual(['MessageAdded', 'ConversationDeleted']);
  });

  it('recalled: the message’s place, without what it said, and its recall', async () => {
    const { ann, bob, conversationId } = await pair();
    const cursor = await cursorNow(bob);
    const { id } = await ann.send(conversationId, 'secret');
    await ann.http.run(RECALL, { input: { messageId: id } });
    for (const seen of [{ [conversationId]: 2 }, undefined]) {
      const events = (await resume(bob, cursor, seen)).filter(isNumbered).slice(-2);
      expect(events).toMatchObject([
        { __typename: 'MessageAdded', revision: 3, message: { id, text: null } },
        { __typename: 'MessageRecalled', revision: 4, message: { id, text: null } },
      ]);
    }
  });

  it('edited: the message as it is now, and its edit', async () => {
    const { ann, bob, conversationId } = await pair();
    const cursor = await cursorNow(bob);
    const { id } = await ann.send(conversationId, 'first');
    await ann.http.run(EDIT, { input: { messageId: id, text: 'second' } });
    expect((await resume(bob, cursor, { [conversationId]: 2 })).filter(isNumbered)).toMatchObject([
      { __typename: 'MessageAdded', message: { text: 'second' } },
      { __typename: 'MessageEdited', message: { text: 'second' } },
    ]);
  });

  it('hidden or cleared on another device: the place, without the message, and what was hidden', async () => {
    const { ann, bob, conversationId } = await pair();
    const cursor = await cursorNow(bob);
    const [first] = await sendMany(ann, conversationId, 2);
    await bob.http.run(HIDE, { input: { messageId: first!.id } });
    const hidden = await resume(bob, cursor, { [conversationId]: 2 });
    expect(textsIn(hidden)).toEqual([null, 'm2']);
    expect(hidden).toContainEqual({ __typename: 'MessageHidden', conversationId, messageId: first!.id });
    await bob.http.run(CLEAR, { input: { conversationId } });
    await sendMany(ann, conversationId, 1);
    expect(textsIn(await resume(bob, cursor, { [conversationId]: 2 }))).toEqual([null, null, 'm1']);
  });

  it('created: the conversation from its first revision', async () => {
    const [ann, bob] = [await newcomer('Ann'), await newcomer('Bob')];
    const cursor = await cursorNow(bob);
    const conversationId = await ann.openDirect(bob);
    await sendMany(ann, conversationId, 2);
    expect(revisionsOf(await resume(bob, cursor), conversationId)).toEqual(range(1, 4));
    expect(revisionsOf(await resume(bob, cursor, { [conversationId]: 0 }))).toEqual(range(1, 4));
  });

  it('read elsewhere, and by others: how it is now', async () => {
    const { ann, bob, conversationId } = await pair();
    await sendMany(ann, conversationId, 3);
    const cursor = await cursorNow(bob);
    for (const seq of [1, 2, 3]) await bob.http.run(MARK_READ, { input: { conversationId, seq } });
    const own = await resume(bob, cursor, { [conversationId]: 5 });
    expect(own.filter(({ __typename }) => __typename === 'ConversationSettingsChanged')).toMatchObject([
      { conversation: { readSeq: 3, unreadCount: 0 } },
    ]);
    const others = await resume(ann, cursor, { [conversationId]: 5 });
    expect(others.filter(({ userId }) => userId === bob.id)).toMatchObject([
      { __typename: 'ReceiptChanged', readSeq: 3, deliveredSeq: 3 },
    ]);
  });

  it('hundreds of changes of one’s own things: all of them', async () => {
    const { bob, conversationId } = await pair();
    const cursor = await cursorNow(bob);
    const refs = range(1, 600).map((seq) => messageIdOf({ conversationId, seq }));
    const { app } = nodes[0];
    await app.get(UnitOfWork).run((tx) =>
      app.get(UserChangeLog).append(
        tx,
        bob.id,
        refs.map((ref) => ({ kind: 'MESSAGE_HIDDEN', ref })),
      ),
    );
    const events = await resume(bob, cursor);
    const hidden = events.filter(({ __typename }) => __typename === 'MessageHidden').map(({ messageId }) => messageId);
    expect(hidden).toEqual(refs);
  });
});

describe('a client that is cut again and again while 16 others write', () => {
  const WRITERS = 16;
  const MESSAGES = 16 * SCALE;

  it.each([
    ['and says what it has seen: every revision once and in order', true],
    ['and does not: every revision at least once, and none skipped', false],
  ])('%s', async (_name, tellsSeen) => {
    const reader = await newcomer('Reader');
    const writers = await Promise.all(range(1, WRITERS).map((index) => newcomer(`Writer ${index}`)));
    const rooms = await Promise.all(
      range(1, 3).map((index) => writers[0]!.createRoom(`Room ${index}`, [reader, ...writers.slice(1)])),
    );
    const conversations = rooms.map(({ conversationId }) => conversationId);
    const device = new Device(reader, tellsSeen);
    await device.follow(nodes[1]);
    // From the first revision on, so that "every revision" has one meaning.
    if (tellsSeen) device.applied.clear();
    const base = Object.fromEntries(conversations.map((id) => [id, WRITERS + 1]));

    let writing = true;
    const work = Promise.all(
      writers.map(async (writer, index) => {
        const here = writer.on(nodes[index % 2] as ServerNode);
        for (let count = 0; count < MESSAGES; count += 1) {
          const conversationId = conversations[(index + count) % conversations.length] as string;
          const { id } = await here.send(conversationId, `${index}:${count}`);
          if (count % 8 === 3) await here.http.run(EDIT, { input: { messageId: id, text: 'edited' } });
          if (count % 8 === 6) await here.http.run(RECALL, { input: { messageId: id } });
        }
      }),
    ).finally(() => (writing = false));

    let cuts = 0;
    for (let dice = 7; writing; dice = (dice * 31 + 11) % 101) {
      // Sometimes before it has caught up, sometimes after some live events.
      const until = device.events.items.length + (dice % 40);
      await Promise.race([
        device.events.until(() => device.events.items.length >= until, 30_000).catch(() => undefined),
        work,
      ]);
      device.cut();
      cuts += 1;
      device.connect(nodes[cuts % 2] as ServerNode);
    }
    await work;
    const heads = new Map<string, number>();
    for (const id of conversations) {
      const { conversation } = await reader.http.run('query ($id: ID!) { conversation(id: $id) { revision } }', { id });
      heads.set(id, conversation.revision);
    }
    await device.events.until(() => [...heads].every(([id, head]) => device.has(id, head)), 20_000, 'all heads');
    device.cut();

    expect(device.faults).toEqual([]);
    expect(device.resets).toEqual([]);
    expect(cuts).toBeGreaterThan(5);
    for (const [id, head] of heads) {
      const revisions = device.applied.get(id) ?? [];
      const expected = range((base[id] as number) + 1, head);
      if (tellsSeen) expect(revisions).toEqual(expected);
      else expect([...new Set(revisions)].filter((revision) => revision > (base[id] as number))).toEqual(expected);
    }
  });
});
