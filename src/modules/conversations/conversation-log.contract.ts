import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationsWorld } from '../../../test/support/conversations-world.js';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import { newId } from '../../common/ids/ids.js';
import { ConversationLog } from './conversation-log.js';
import { ConversationReplay } from './conversation-replay.js';
import type { RevisionRange } from './revision-range.js';

/** Numbering and replay, on whichever database the world is opened. */
export function conversationLogSuite(open: () => Promise<ConversationsWorld>): void {
  let world: ConversationsWorld;
  let log: ConversationLog;
  let replay: ConversationReplay;
  beforeAll(async () => {
    world = await open();
    log = world.get(ConversationLog);
    replay = world.get(ConversationReplay);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  describe('numbers', () => {
    it('are dense and belong to one transaction each, whoever races', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      const seqs = await Promise.all(Array.from({ length: 64 }, () => world.send(ann!, id)));
      expect([...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
      expect((await replay.heads([id])).get(id)).toBe(66);
    });

    it('give messages the first revisions and events the rest', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      const allocation = await world.run(async (tx) => {
        const taken = await log.allocate(tx, id, { messages: 3, events: 2 });
        await log.append(tx, id, taken, [
          { type: 'MESSAGE_EDITED', messageSeq: 1, actorId: ann!.userId },
          { type: 'MESSAGE_RECALLED', messageSeq: 2, actorId: ann!.userId },
        ]);
        return taken;
      });
      expect(allocation).toMatchObject({
        firstSeq: 1,
        lastSeq: 3,
        firstRevision: 3,
        firstEventRevision: 6,
        revision: 7,
      });
      expect(world.moved.at(-1)).toMatchObject({
        feed: { kind: 'conversation', id },
        revision: 7,
        events: [
          { revision: 6, type: 'MESSAGE_EDITED' },
          { revision: 7, type: 'MESSAGE_RECALLED', messageSeq: 2, at: allocation.at },
        ],
      });
    });

    it('are given back by a rollback', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      const failing = world.run(async (tx) => {
        await log.allocate(tx, id, { messages: 5, events: 5 });
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await world.send(ann!, id)).toBe(1);
    });

    it('are had for many conversations in two statements; absent ones are left out', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const [first, second] = [await world.direct(ann!, ben!), await world.direct(ann!, cem!)];
      const requests = new Map([
        [second, { messages: 2, events: 0 }],
        [newId(), { messages: 9, events: 9 }],
        [first, { messages: 1, events: 1 }],
      ]);
      const { allocations, statements } = await world.run(async (tx) => {
        const before = tx.statements;
        return { allocations: await log.allocateMany(tx, requests), statements: tx.statements - before };
      });
      expect(statements).toBe(2);
      expect(allocations.size).toBe(2);
      expect(allocations.get(first)).toMatchObject({ firstSeq: 1, lastSeq: 1, firstRevision: 3, revision: 4 });
      expect(allocations.get(second)).toMatchObject({ firstSeq: 1, lastSeq: 2, firstRevision: 3, revision: 4 });
    });

    it('are refused by conversations that are not there', async () => {
      const absent = (work: 'allocate' | 'lock') =>
        world.run<unknown>((tx) =>
          work === 'lock' ? log.lock(tx, newId()) : log.allocate(tx, newId(), { messages: 1, events: 0 }),
        );
      await expect(absent('allocate')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(absent('lock')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  describe('replay', () => {
    const messages: FeedEvent[] = [];
    let calls = 0;
    beforeAll(() => {
      replay.registerLoader(async (ranges: readonly RevisionRange[]) => {
        calls += 1;
        return messages.filter((message) =>
          ranges.some(
            ({ conversationId, after, upTo }) =>
              message.feedId === conversationId && message.revision > after && message.revision <= upTo,
          ),
        );
      });
    });

    const say = async (id: string, actorId: string): Promise<void> => {
      const { firstRevision, lastSeq, at } = await world.run((tx) => log.allocate(tx, id, { messages: 1, events: 0 }));
      const rest = { actorId, subjectId: null, data: {} };
      messages.unshift({ feedId: id, revision: firstRevision, at, type: 'MESSAGE', messageSeq: lastSeq, ...rest });
    };
    const change = (id: string): Promise<unknown> =>
      world.run(async (tx) => {
        const taken = await log.allocate(tx, id, { messages: 0, events: 1 });
        return log.append(tx, id, taken, [{ type: 'CONVERSATION_UPDATED', data: { name: '🍣' } }]);
      });
    const types = (events: readonly FeedEvent[] | undefined) => events?.map(({ revision, type }) => [revision, type]);

    it('merges messages and other events in the order of revisions, page by page', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      await say(id, ann!.userId);
      await change(id);
      await say(id, ben!.userId);
      const all = await replay.load(id, 0, 100);
      expect(types(all)).toEqual([
        [1, 'MEMBER_JOINED'],
        [2, 'MEMBER_JOINED'],
        [3, 'MESSAGE'],
        [4, 'CONVERSATION_UPDATED'],
        [5, 'MESSAGE'],
      ]);
      expect(all[3]?.data).toEqual({ name: '🍣' });
      expect([
        ...(await replay.load(id, 0, 2)),
        ...(await replay.load(id, 2, 2)),
        ...(await replay.load(id, 4, 2)),
      ]).toEqual(all);
      expect(await replay.load(id, 5, 10)).toEqual([]);
    });

    it('stops before a revision that it could not see', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      await say(id, ann!.userId);
      await change(id);
      const hidden = messages.shift()!;
      expect(types(await replay.load(id, 0, 100))).toEqual([
        [1, 'MEMBER_JOINED'],
        [2, 'MEMBER_JOINED'],
      ]);
      messages.push(hidden);
      expect(await replay.load(id, 2, 100)).toHaveLength(2);
    });

    it('reads many conversations in a number of queries that does not grow with theirs', async () => {
      const ann = await world.person('Ann');
      const others = await world.people(...Array.from({ length: 12 }, (_, index) => `P${index}`));
      const ids = await Promise.all(others.map((other) => world.direct(ann, other)));
      for (const id of ids) await say(id, ann.userId);
      calls = 0;
      const ranges = ids.map((conversationId, index) => ({ conversationId, after: index % 3, upTo: 3 }));
      const loaded = await replay.loadMany(ranges, 2);
      expect(calls).toBe(1);
      expect(ids.map((id) => loaded.get(id)?.map(({ revision }) => revision))).toEqual(
        ids.map((_, index) => [[1, 2], [2, 3], [3]][index % 3]),
      );
    });

    it('finds the last revision before a time, and looks no further back than it is told', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      for (let index = 0; index < 4; index += 1) await change(id);
      await world.run((tx) =>
        tx.execute('UPDATE conversation_events SET created_at = revision * 1000 WHERE conversation_id = ?', [id]),
      );
      const lastBefore = (since: number, floor = 0) => replay.lastBefore({ conversationId: id, floor, since });
      expect(await Promise.all([lastBefore(3500), lastBefore(3000), lastBefore(9999), lastBefore(1000)])).toEqual([
        3,
        2,
        6,
        null,
      ]);
      expect(await Promise.all([lastBefore(3500, 2), lastBefore(3500, 3)])).toEqual([3, null]);
    });

    it('reads once what several ask for at the same time, and gives each what it has asked for', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      for (let index = 0; index < 4; index += 1) await change(id);
      const loadOf = async (after: number, upTo: number) => {
        const { events, shared } = await replay.loadFor(ann!.userId, [{ conversationId: id, after, upTo }], 100);
        return { events: events.get(id) ?? [], isShared: shared.has(id) };
      };
      const [whole, part, later] = await Promise.all([loadOf(0, 6), loadOf(2, 4), loadOf(5, 6)]);
      const revisions = [whole, part, later].map(({ events }) => events.map(({ revision }) => revision));
      expect(revisions).toEqual([[1, 2, 3, 4, 5, 6], [3, 4], [6]]);
      expect(part.events).toEqual(whole.events.slice(2, 4));
      expect(part.events[0]).toBe(whole.events[2]);
      expect([whole, part, later].every(({ isShared }) => isShared)).toBe(true);
      expect((await loadOf(0, 6)).isShared).toBe(false);
    });

    it('finds what has changed since a time, oldest first', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const [first, second] = [await world.direct(ann!, ben!), await world.direct(ann!, cem!)];
      const { at } = await world.run((tx) => log.allocate(tx, first, { messages: 1, events: 0 }));
      const moved = await replay.changedSince(at);
      expect(moved.find(({ id }) => id === first)).toEqual({ id: first, revision: 3, at });
      expect((await replay.changedSince(0)).map(({ id }) => id)).toEqual(expect.arrayContaining([first, second]));
      expect(await replay.changedSince(at + 60_000)).toEqual([]);
    });
  });
}
