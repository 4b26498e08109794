import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../src/common/auth/viewer.js';
import { Database } from '../src/common/database/database.js';
import type { SqlValue } from '../src/common/database/sql.js';
import { UnitOfWork } from '../src/common/database/unit-of-work.js';
import { newId } from '../src/common/ids/ids.js';
import { register, type Person } from './support/people.js';
import { codeOf, sending, seqOf, writeBatch } from './support/sends.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

let world: World;
let node: ServerNode;
let ann: Person;
let ben: Person;
let room: string;

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  [ann, ben] = await Promise.all([register(node), register(node)]);
}, 240_000);
afterAll(() => world?.close());

const change = (sql: string, ...parameters: SqlValue[]): Promise<number> =>
  node.app.get(UnitOfWork).run((tx) => tx.execute(sql, parameters));
const read = <Row extends object>(sql: string, ...parameters: SqlValue[]): Promise<Row[]> =>
  node.app.get(Database).query<Row>(sql, parameters);
const write = (...batch: Parameters<typeof writeBatch>[1]) => writeBatch(node, batch);

const newRoom = async (): Promise<string> => (await ann.createRoom('Room', [ben])).conversationId;
const lastSeq = async (id: string): Promise<number> =>
  (await read<{ last_seq: number }>('SELECT last_seq FROM conversations WHERE id = ?', id))[0]!.last_seq;

describe('a send that is alone', () => {
  it('costs one round trip where the database can, and moves counters, time and positions with the message', async () => {
    room = await newRoom();
    const [before] = await read<{ revision: number }>('SELECT revision FROM conversations WHERE id = ?', room);
    const told = [];
    for (const person of [ann, ben, ann]) {
      const { outcomes, cost } = await write(sending(person, room, { text: "it's ? \\ all" }));
      const inOneTrip = node.app.get(Database).dialect.numbers !== null;
      expect(cost).toEqual(inOneTrip ? { statements: 3, roundTrips: 1 } : { statements: 5, roundTrips: 2 });
      told.push((outcomes[0] as { message: object }).message);
    }
    const stored = await read<Record<string, unknown>>(
      `SELECT seq, created_revision, changed_revision, sender_id, client_message_id, body, reply_to_seq, created_at, edited_at
       FROM messages WHERE conversation_id = ? ORDER BY seq`,
      room,
    );
    expect(told).toMatchObject(
      stored.map((row, index) => ({
        ...{ seq: index + 1, createdRevision: before!.revision + index + 1, text: "it's ? \\ all" },
        ...{ changedRevision: row.changed_revision, senderId: row.sender_id, clientMessageId: row.client_message_id },
        ...{ createdAt: row.created_at, editedAt: null, replyToSeq: null, reactions: [] },
      })),
    );
    expect(stored.map(({ body, created_revision: revision }) => [body, revision])).toEqual(
      [1, 2, 3].map((n) => ["it's ? \\ all", before!.revision + n]),
    );
    expect(await read('SELECT last_seq, revision, last_event_at FROM conversations WHERE id = ?', room)).toEqual([
      { last_seq: 3, revision: before!.revision + 3, last_event_at: stored[2]!.created_at },
    ]);
    const positions =
      'SELECT read_seq, seen_seq, delivered_seq FROM participants WHERE conversation_id = ? AND user_id = ?';
    expect(await read(positions, room, ann.id)).toEqual([{ read_seq: 3, seen_seq: 3, delivered_seq: 3 }]);
    expect(await read(positions, room, ben.id)).toEqual([{ read_seq: 2, seen_seq: 2, delivered_seq: 2 }]);
  });

  it('is never before an earlier event, whatever the clock says', async () => {
    const late = Date.now() + 3_600_000;
    await change('UPDATE conversations SET last_event_at = ? WHERE id = ?', late, room);
    const { outcomes } = await write(sending(ann, room));
    expect(outcomes[0]).toMatchObject({ message: { createdAt: late } });
  });

  it('that was made before is answered with what it was, and under the same id with another text refused', async () => {
    const first = sending(ann, room);
    const seq = seqOf((await write(first)).outcomes[0]);
    expect(seqOf((await write({ ...first, clientMessageId: first.clientMessageId.toUpperCase() })).outcomes[0])).toBe(
      seq,
    );
    expect(codeOf((await write({ ...first, fingerprint: 'another' })).outcomes[0])).toBe('CONFLICT');
    expect(await lastSeq(room)).toBe(seq);
  });
});

interface Situation {
  readonly is: string;
  readonly code: string | undefined;
  /** Makes it; answers where Ann sends to, and as what. */
  make(): Promise<[conversationId: string, ticket?: Viewer['ticket']]>;
}

const soon = Date.now() + 3_600_000;
const past = Date.now() - 1000;
const inRoom = async (sql?: string, ...parameters: SqlValue[]): Promise<[string]> => {
  const id = await newRoom();
  if (sql) await change(sql, ...parameters, id);
  return [id];
};
const ofAnn = (set: string) => () =>
  inRoom(`UPDATE participants SET ${set} WHERE user_id = ? AND conversation_id = ?`, ann.id);
const ofRoom = (set: string) => () => inRoom(`UPDATE conversations SET ${set} WHERE id = ?`);
const direct = async (sql?: (peer: Person) => [string, ...SqlValue[]]): Promise<[string]> => {
  const peer = await register(node);
  const id = await ann.openDirect(peer);
  if (sql) await change(...sql(peer));
  return [id];
};
const BLOCK = 'INSERT INTO blocks (user_id, blocked_user_id, created_at) VALUES (?, ?, 0)';

const situations: readonly Situation[] = [
  { is: 'a room', code: undefined, make: () => inRoom() },
  { is: 'nowhere', code: 'NOT_FOUND', make: async () => [newId()] },
  { is: 'a foreign room', code: 'NOT_FOUND', make: async () => [(await ben.createRoom('Foreign')).conversationId] },
  { is: 'a deleted room', code: 'NOT_FOUND', make: ofRoom('deleted_at = 1') },
  { is: 'a room that was left', code: 'NOT_A_MEMBER', make: ofAnn('left_revision = 2') },
  {
    is: 'a room of another ticket',
    code: 'NOT_FOUND',
    make: async () => [await newRoom(), { roomId: newId(), conversationId: newId() }],
  },
  { is: 'a room where they are muted', code: 'MUTED', make: ofAnn(`speak_muted_until = ${soon}`) },
  { is: 'a room where they were muted', code: undefined, make: ofAnn(`speak_muted_until = ${past}`) },
  {
    is: 'a room where all are muted',
    code: 'MUTED',
    make: async () => {
      const [id] = await ofAnn("role = 'MEMBER'")();
      await change(`UPDATE conversations SET muted_all_until = ${soon} WHERE id = ?`, id);
      return [id];
    },
  },
  { is: 'a room of their own where all are muted', code: undefined, make: ofRoom(`muted_all_until = ${soon}`) },
  {
    is: 'a room where all were muted',
    code: undefined,
    make: async () => {
      const [id] = await ofAnn("role = 'MEMBER'")();
      await change(`UPDATE conversations SET muted_all_until = ${past} WHERE id = ?`, id);
      return [id];
    },
  },
  { is: 'somebody', code: undefined, make: () => direct() },
  { is: 'themselves', code: undefined, make: async () => [await ann.openDirect(ann)] },
  { is: 'somebody they have blocked', code: 'BLOCKED', make: () => direct(({ id }) => [BLOCK, ann.id, id]) },
  { is: 'somebody who has blocked them', code: 'BLOCKED', make: () => direct(({ id }) => [BLOCK, id, ann.id]) },
  { is: 'somebody who has blocked another', code: undefined, make: () => direct(({ id }) => [BLOCK, id, ben.id]) },
  {
    is: 'somebody who is gone',
    code: 'FORBIDDEN',
    make: () => direct(({ id }) => [`UPDATE conversations SET member_count = 1 WHERE direct_key LIKE ?`, `%${id}%`]),
  },
];

/** Until a transaction waits for the lock of another; SQLite's wait for each other anyway. */
async function untilItWaits(): Promise<void> {
  if (node.app.get(Database).dialect.name === 'sqlite') return;
  const sql = "SELECT 1 FROM information_schema.global_status WHERE variable_name = 'INNODB_ROW_LOCK_CURRENT_WAITS'";
  const waiting = () => read(`${sql} AND variable_value > 0`);
  while ((await waiting()).length === 0) await setImmediate();
}

describe('a send to', () => {
  it.each(situations)('$is is judged alone as it is among others', async ({ code, make }) => {
    const [conversationId, ticket = null] = await make();
    const send = () => sending(ann, conversationId, { ticket });
    const elsewhere = sending(ben, room);
    const among = await write(send(), elsewhere);
    expect(codeOf(among.outcomes[0])).toBe(code);
    const seq = seqOf(among.outcomes[0]);
    const alone = await write(send());
    expect(codeOf(alone.outcomes[0])).toBe(code);
    expect(seqOf(alone.outcomes[0])).toBe(seq === undefined ? undefined : seq + 1);
  });

  it('a room from which its sender is just being removed waits for that, and is refused', async () => {
    const [id] = await inRoom();
    let locked!: () => void;
    let release!: () => void;
    const isLocked = new Promise<void>((resolve) => (locked = resolve));
    const gate = new Promise<void>((resolve) => (release = resolve));
    const removal = node.app.get(UnitOfWork).run(async (tx) => {
      await tx.execute('UPDATE conversations SET revision = revision + 1 WHERE id = ?', [id]);
      await tx.execute('UPDATE participants SET left_revision = 9 WHERE conversation_id = ? AND user_id = ?', [
        id,
        ann.id,
      ]);
      locked();
      await gate;
    });
    await isLocked;
    const sent = write(sending(ann, id));
    await untilItWaits();
    release();
    await removal;
    expect(codeOf((await sent).outcomes[0])).toBe('NOT_A_MEMBER');
    expect(await lastSeq(id)).toBe(0);
  });

  it('one room from many at once leaves no gap and repeats no number', async () => {
    const [id] = await inRoom();
    const all = await Promise.all(Array.from({ length: 40 }, (_, n) => write(sending(n % 2 ? ann : ben, id))));
    const numbers = all.map(
      ({ outcomes }) => (outcomes[0] as { message: { seq: number; createdRevision: number } }).message,
    );
    expect(numbers.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    const revisions = numbers.map(({ seq, createdRevision }) => createdRevision - seq);
    expect(new Set(revisions).size).toBe(1);
  });
});
