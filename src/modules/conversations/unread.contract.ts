import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationsWorld } from '../../../test/support/conversations-world.js';
import type { Viewer } from '../../common/auth/viewer.js';
import { statementCounter } from '../../common/database/database.js';
import { ConversationAccess } from './conversation-access.js';
import { ConversationSettings } from './conversation-settings.js';
import { Membership } from './membership.js';
import { MissedState } from './missed-state.js';
import { Positions } from './positions.js';
import { UnreadLedger } from './unread-ledger.js';
import { Unread } from './unread.js';

/** Positions and unread, on whichever database the world is opened. */
export function unreadSuite(open: () => Promise<ConversationsWorld>, { runs }: { readonly runs: number }): void {
  let world: ConversationsWorld;
  let positions: Positions;
  let unread: Unread;
  let ledger: UnreadLedger;
  beforeAll(async () => {
    world = await open();
    positions = world.get(Positions);
    unread = world.get(Unread);
    ledger = world.get(UnreadLedger);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const unreadOf = async (viewer: Viewer, id: string) => (await unread.counts(viewer.userId, [id])).get(id);
  const positionsOf = async (viewer: Viewer, id: string) => {
    const grant = await world.get(ConversationAccess).require(viewer, id);
    const { readSeq, seenSeq, deliveredSeq } = grant.participant;
    return { readSeq, seenSeq, deliveredSeq };
  };
  const recall = (id: string, seq: number) => world.run((tx) => ledger.markRecalled(tx, id, seq));
  const hide = (viewer: Viewer, id: string, seq: number) =>
    world.run((tx) => ledger.markHidden(tx, viewer.userId, id, seq));

  describe('positions', () => {
    it('never move back nor past the newest message; reading implies having received', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      await world.send(ann!, id, 10);
      await positions.markDelivered(ben!, id, 4);
      expect(await positionsOf(ben!, id)).toEqual({ readSeq: 0, seenSeq: 0, deliveredSeq: 4 });
      const { participant } = await positions.markRead(ben!, id, 7);
      expect(participant).toMatchObject({ readSeq: 7, seenSeq: 7, deliveredSeq: 7 });
      await positions.markRead(ben!, id, 3);
      await positions.markDelivered(ben!, id, 2);
      expect(await positionsOf(ben!, id)).toEqual({ readSeq: 7, seenSeq: 7, deliveredSeq: 7 });
      await positions.markRead(ben!, id, 1_000_000);
      expect(await positionsOf(ben!, id)).toEqual({ readSeq: 10, seenSeq: 10, deliveredSeq: 10 });
      expect(await positionsOf(ann!, id)).toEqual({ readSeq: 10, seenSeq: 10, deliveredSeq: 10 });
    });

    it('that do not move write nothing and tell nobody', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      await world.send(ann!, id, 3);
      await positions.markRead(ben!, id, 3);
      const before = [await world.head(ben!), world.signals.length];
      await positions.markRead(ben!, id, 3);
      await positions.markDelivered(ben!, id, 2);
      await positions.markUnread(ben!, id, 4);
      expect([await world.head(ben!), world.signals.length]).toEqual(before);
    });

    it('are told to the own devices and to the others, once however many devices race', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      await world.send(ann!, id, 3);
      const [head, told] = [await world.head(ben!), world.signals.length];
      await Promise.all(Array.from({ length: 8 }, () => positions.markRead(ben!, id, 3)));
      expect(await world.head(ben!)).toBe(head + 1);
      expect(world.signals.slice(told)).toEqual([
        {
          feed: { kind: 'conversation', id },
          signal: { type: 'RECEIPT', data: { userId: ben!.userId, readSeq: 3, deliveredSeq: 3 } },
        },
      ]);
    });

    it('can be put back for the own devices, without taking back what the others were told', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      await world.send(ann!, id, 5);
      await positions.markRead(ben!, id, 5);
      const [head, told] = [await world.head(ben!), world.signals.length];
      await positions.markUnread(ben!, id, 3);
      expect(await positionsOf(ben!, id)).toEqual({ readSeq: 2, seenSeq: 5, deliveredSeq: 5 });
      expect(await unreadOf(ben!, id)).toBe(3);
      expect([await world.head(ben!), world.signals.length]).toEqual([head + 1, told]);
    });

    it('of senders move with their messages, a batch in one statement', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const ids = [await world.direct(ann!, ben!), await world.direct(ann!, cem!)];
      for (const id of ids) await world.send(ben!, id, 9);
      const statements = await world.run(async (tx) => {
        const before = tx.statements;
        await tx.together([
          positions.advanceOnSend(tx, [
            { userId: ann!.userId, conversationId: ids[0]!, seq: 4 },
            { userId: ann!.userId, conversationId: ids[0]!, seq: 3 },
            { userId: ann!.userId, conversationId: ids[1]!, seq: 6 },
            { userId: cem!.userId, conversationId: ids[1]!, seq: 5 },
          ]),
        ]);
        return tx.statements - before;
      });
      expect(statements).toBe(1);
      expect([(await positionsOf(ann!, ids[0]!)).readSeq, (await positionsOf(ann!, ids[1]!)).readSeq]).toEqual([4, 6]);
      expect((await positionsOf(cem!, ids[1]!)).readSeq).toBe(5);
      expect((await positionsOf(ben!, ids[0]!)).readSeq).toBe(9);
    });

    it('that moved since a time can be asked for', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      await world.send(ann!, id, 2);
      await positions.markRead(ben!, id, 1);
      const missed = world.get(MissedState);
      const { receipts } = await missed.since(ann!.userId, [id], 0, 10);
      const mine = receipts.find(({ userId }) => userId === ben!.userId);
      expect(mine).toMatchObject({ conversationId: id, readSeq: 1, deliveredSeq: 1 });
      expect((await missed.since(ann!.userId, [id], mine!.at + 60_000, 10)).receipts).toEqual([]);
    });

    it('are refused to strangers and to those who left', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const id = await world.room(ann!, ben!);
      await world.run((tx) => world.get(Membership).leave(tx, id, ben!.userId));
      await expect(positions.markRead(ben!, id, 1)).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
      await expect(positions.markRead(cem!, id, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  describe('unread', () => {
    it('counts what is above the read position, neither recalled nor hidden, and each once', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      await world.send(ann!, id, 10);
      expect([await unreadOf(ben!, id), await unreadOf(ann!, id)]).toEqual([10, 0]);
      await positions.markRead(ben!, id, 4);
      for (const seq of [2, 6, 7, 7]) await recall(id, seq);
      for (const seq of [3, 7, 8, 8]) await hide(ben!, id, seq);
      await hide(ann!, id, 9);
      expect(await unreadOf(ben!, id)).toBe(3);
      expect(await ledger.hiddenSeqs(ben!.userId, id, [1, 3, 8, 9])).toEqual(new Set([3, 8]));
      expect(await ledger.hiddenAmong(ben!.userId, [{ conversationId: id, seq: 3 }])).toEqual(new Set([`${id}:3`]));
    });

    it('is summed over all conversations but the archived and those left', async () => {
      const [ann, ben, cem, dee] = await world.people('Ann', 'Ben', 'Cem', 'Dee');
      const ids = [await world.direct(ann!, ben!), await world.direct(ann!, cem!), await world.room(ann!, dee!)];
      await world.send(ben!, ids[0]!, 2);
      await world.send(cem!, ids[1]!, 3);
      await world.send(dee!, ids[2]!, 4);
      expect(await unread.total(ann!.userId)).toBe(9);
      await world.get(ConversationSettings).update(ann!, { conversationId: ids[1]!, archived: true });
      expect(await unread.total(ann!.userId)).toBe(6);
      await world.run((tx) => world.get(Membership).leave(tx, ids[2]!, ann!.userId));
      expect(await unread.total(ann!.userId)).toBe(2);
      expect(await unread.total(dee!.userId)).toBe(0);
    });

    it('of any number of conversations is one query', async () => {
      const ann = await world.person('Ann');
      const others = await world.people('A', 'B', 'C', 'D', 'E', 'F');
      const ids = await Promise.all(others.map((other) => world.direct(ann, other)));
      for (const [index, id] of ids.entries()) await world.send(others[index]!, id, index + 1);
      const counter = { count: 0 };
      const counts = await statementCounter.run(counter, () => unread.counts(ann.userId, ids));
      expect(ids.map((id) => counts.get(id))).toEqual([1, 2, 3, 4, 5, 6]);
      expect(counter.count).toBe(1);
      const peers = others.map(({ userId }) => userId);
      const byPeer = await statementCounter.run(counter, () =>
        unread.countsWithPeers(ann.userId, [...peers, 'nobody']),
      );
      expect([...byPeer.values()]).toEqual([1, 2, 3, 4, 5, 6, 0]);
      expect(counter.count).toBe(2);
    });

    /** What a conversation is, in the simplest words; the database must agree after every step. */
    interface Model {
      last: number;
      sinceJoining: boolean;
      readonly recalled: Set<number>;
      readonly members: readonly Member[];
    }
    interface Member {
      in: boolean;
      joined: number;
      cleared: number;
      read: number;
      readonly hidden: Set<number>;
    }
    const expected = (model: Model, member: Member): number => {
      const floor = Math.max(member.cleared, member.read, model.sinceJoining ? member.joined : 0);
      const seqs = Array.from({ length: model.last }, (_, index) => index + 1);
      return seqs.filter((seq) => seq > floor && !model.recalled.has(seq) && !member.hidden.has(seq)).length;
    };

    it('agrees with counting the messages one by one, whatever was done', async () => {
      const who = fc.nat(2);
      const place = fc.integer({ min: 1, max: 12 });
      const step = fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({ do: fc.constant('send' as const), who, n: fc.integer({ min: 1, max: 3 }) }),
        },
        fc.record({
          do: fc.constantFrom('read', 'unread', 'recall', 'hide', 'clear', 'leave', 'join', 'history'),
          who,
          n: place,
        }),
      );
      const membership = world.get(Membership);
      const people = await world.people('Ann', 'Ben', 'Cem');
      const owner = await world.person('Owner');
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const id = await world.room(owner, ...people);
          const model: Model = {
            last: 0,
            sinceJoining: false,
            recalled: new Set(),
            members: people.map(() => ({ in: true, joined: 0, cleared: 0, read: 0, hidden: new Set<number>() })),
          };
          for (const { do: action, who: index, n } of steps) {
            const [viewer, member] = [people[index]!, model.members[index]!];
            const exists = n <= model.last;
            if (action === 'join' && !member.in) {
              await world.run((tx) => membership.join(tx, id, [viewer.userId], { actorId: viewer.userId }));
              Object.assign(member, { in: true, joined: model.last, read: model.last });
            } else if (action === 'history') {
              model.sinceJoining = !model.sinceJoining;
              const rule = model.sinceJoining ? 'SINCE_JOINING' : 'ALL';
              await world.run((tx) => membership.setHistory(tx, id, rule, owner.userId));
            } else if (!member.in) continue;
            else if (action === 'send') {
              model.last += n;
              member.read = model.last;
              await world.send(viewer, id, n);
            } else if (action === 'read') {
              member.read = Math.max(member.read, Math.min(n, model.last));
              await positions.markRead(viewer, id, n);
            } else if (action === 'unread') {
              member.read = Math.min(member.read, n - 1);
              await positions.markUnread(viewer, id, n);
            } else if (action === 'recall' && exists) {
              model.recalled.add(n);
              await recall(id, n);
            } else if (action === 'hide' && exists) {
              member.hidden.add(n);
              await hide(viewer, id, n);
            } else if (action === 'clear') {
              if (member.cleared < model.last) member.read = Math.max(member.read, model.last);
              member.cleared = model.last;
              await world.get(ConversationSettings).clear(viewer, id);
            } else if (action === 'leave') {
              member.in = false;
              await world.run((tx) => membership.leave(tx, id, viewer.userId));
            }
            for (const [at, person] of people.entries()) {
              const one = model.members[at]!;
              expect(await unreadOf(person, id)).toBe(one.in ? expected(model, one) : undefined);
            }
          }
        }),
        { numRuns: runs },
      );
    });
  });
}
