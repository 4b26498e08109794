import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationsWorld } from '../../../test/support/conversations-world.js';
import type { Viewer } from '../../common/auth/viewer.js';
import { Database } from '../../common/database/database.js';
import { newId } from '../../common/ids/ids.js';
import { BlockList } from '../contacts/block-list.js';
import { ContactBook } from '../contacts/contact-book.js';
import { DirectConversationsFrom } from '../users/users.policy.js';
import { AccountRetirement } from './account-retirement.js';
import { ConversationAccess } from './conversation-access.js';
import { DirectRules } from './direct-rules.js';
import { Membership } from './membership.js';
import { UnreadLedger } from './unread-ledger.js';

const OPEN = `mutation ($userId: ID!) {
  openDirectConversation(input: { userId: $userId }) { created conversation { id kind peer { id } participantCount } }
}`;
const SETTINGS = `mutation ($input: UpdateConversationSettingsInput!) {
  updateConversationSettings(input: $input) { conversation { id pinnedAt mutedUntil archivedAt } }
}`;
const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: ConversationFilterInput) {
  conversations(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage }
  }
}`;
const EVERYTHING = `query ($first: Int, $people: Int) {
  conversations(first: $first) { edges { node {
    id kind lastSeq revision unreadCount readSeq deliveredSeq viewerRole pinnedAt mutedUntil archivedAt createdAt
    lastEventAt participantCount peer { id nickname }
    participants(first: $people) {
      edges { cursor node { id role joinedAt joinedSeq readSeq deliveredSeq mutedUntil userId user { nickname } } }
      pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  } } }
}`;

interface Opened {
  openDirectConversation: { created: boolean; conversation: { id: string; kind: string; peer: { id: string } } };
}
interface Listed {
  conversations: {
    edges: { cursor: string; node: { id: string } & Record<string, unknown> }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean };
  };
}

/** Conversations as clients use them, on whichever database the world is opened. */
export function conversationsSuite(open: () => Promise<ConversationsWorld>): void {
  let world: ConversationsWorld;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const opened = async (viewer: Viewer, userId: string) => {
    const { data, codes } = await world.ask(viewer, OPEN, { userId });
    return { ...(data as Partial<Opened>).openDirectConversation, codes };
  };
  const listed = async (viewer: Viewer, variables: Record<string, unknown> = {}) => {
    const { data, codes } = await world.ask(viewer, LIST, variables);
    expect(codes).toEqual([]);
    const { edges, pageInfo } = (data as unknown as Listed).conversations;
    return { ids: edges.map(({ node }) => node.id), cursors: edges.map(({ cursor }) => cursor), pageInfo };
  };

  describe('opening a direct conversation', () => {
    it('gives both the same one, however often and by whom it is opened', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const first = await opened(ann!, ben!.userId);
      const second = await opened(ben!, ann!.userId);
      expect(first).toMatchObject({ created: true, conversation: { kind: 'DIRECT', peer: { id: ben!.userId } } });
      expect(second).toMatchObject({
        created: false,
        conversation: { id: first.conversation!.id, peer: { id: ann!.userId } },
      });
    });

    it('makes one when both open it at the same instant, 200 times', async () => {
      const people = await world.people(...Array.from({ length: 21 }, (_, index) => `P${index}`));
      const pairs = people.flatMap((one, index) => people.slice(index + 1).map((other) => [one, other] as const));
      const race = async ([one, other]: readonly [Viewer, Viewer]) => {
        const [left, right] = await Promise.all([opened(one, other.userId), opened(other, one.userId)]);
        expect([...left.codes, ...right.codes]).toEqual([]);
        expect(left.conversation!.id).toBe(right.conversation!.id);
        expect([left.created, right.created].filter(Boolean)).toHaveLength(1);
      };
      for (let start = 0; start < 200; start += 20) await Promise.all(pairs.slice(start, start + 20).map(race));
    });

    it('with oneself makes a place for notes', async () => {
      const ann = await world.person('Ann');
      const notes = await opened(ann, ann.userId);
      expect(notes).toMatchObject({ created: true, conversation: { peer: { id: ann.userId }, participantCount: 1 } });
      expect((await opened(ann, ann.userId)).conversation!.id).toBe(notes.conversation!.id);
      expect(await world.send(ann, notes.conversation!.id)).toBe(1);
    });

    it('is refused with nobody, across a block either way, and by those who want contacts only', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const shy = await world.person('Shy', { directConversationsFrom: DirectConversationsFrom.CONTACTS });
      expect((await opened(ann!, newId())).codes).toEqual(['NOT_FOUND']);
      expect((await opened(ann!, 'garbage')).codes).toEqual(['NOT_FOUND']);
      expect((await opened(ann!, 'x'.repeat(65))).codes).toEqual(['INVALID_INPUT']);
      await world.get(BlockList).block(ann!.userId, ben!.userId);
      expect((await opened(ann!, ben!.userId)).codes).toEqual(['BLOCKED']);
      expect((await opened(ben!, ann!.userId)).codes).toEqual(['BLOCKED']);
      expect((await opened(cem!, shy.userId)).codes).toEqual(['CONTACT_REQUIRED']);
      await world.get(ContactBook).add(shy.userId, { userId: cem!.userId });
      expect((await opened(cem!, shy.userId)).created).toBe(true);
      await world.get(ContactBook).remove(shy.userId, cem!.userId);
      expect(await opened(cem!, shy.userId)).toMatchObject({ created: false, codes: [] });
      expect((await world.ask(null, OPEN, { userId: ann!.userId })).codes).toEqual(['UNAUTHENTICATED']);
    });

    it('does not let anybody speak across a block, or to a deleted account', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const [id, other, room] = [
        await world.direct(ann!, ben!),
        await world.direct(ann!, cem!),
        await world.room(ann!, ben!),
      ];
      const speak = async (viewer: Viewer, where: string) => {
        const grant = await world.get(ConversationAccess).require(viewer, where);
        return world.get(DirectRules).assertMaySend(world.get(Database), viewer, grant);
      };
      await speak(ann!, id);
      await world.get(BlockList).block(ann!.userId, ben!.userId);
      await expect(speak(ann!, id)).rejects.toMatchObject({ code: 'BLOCKED' });
      await expect(speak(ben!, id)).rejects.toMatchObject({ code: 'BLOCKED' });
      await speak(ben!, room);
      await world.get(AccountRetirement).retire(cem!.userId);
      await expect(speak(ann!, other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });

  describe('the list of conversations', () => {
    it('is in the order of activity, in pages whose flags are true to fact, both ways', async () => {
      const ann = await world.person('Ann');
      const others = await world.people('A', 'B', 'C', 'D', 'E');
      const ids: string[] = [];
      for (const other of others) ids.push(await world.direct(ann, other));
      // Times are milliseconds: the later half of the order is made by hand.
      await world.run(async (tx) => {
        for (const [index, id] of ids.entries())
          await tx.execute('UPDATE conversations SET last_event_at = ? WHERE id = ?', [1000 + (index % 4), id]);
      });
      const order = [ids[3]!, ids[2]!, ids[1]!, ids[4]!, ids[0]!];
      expect((await listed(ann)).ids).toEqual(order);
      const first = await listed(ann, { first: 2 });
      expect(first).toMatchObject({ ids: order.slice(0, 2), pageInfo: { hasNextPage: true, hasPreviousPage: false } });
      const next = await listed(ann, { first: 3, after: first.cursors[1] });
      expect(next).toMatchObject({ ids: order.slice(2), pageInfo: { hasNextPage: false, hasPreviousPage: true } });
      const back = await listed(ann, { last: 2, before: next.cursors[2] });
      expect(back).toMatchObject({
        ids: order.slice(2, 4),
        pageInfo: { hasNextPage: true, hasPreviousPage: true },
      });
      await world.send(others[0]!, ids[0]!);
      expect((await listed(ann, { first: 1 })).ids).toEqual([ids[0]]);
    });

    it('shows what the filter asks for', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const [direct, room] = [await world.direct(ann!, ben!), await world.room(ann!, cem!)];
      await world.send(ben!, direct);
      await world.ask(ann!, SETTINGS, { input: { conversationId: room, pinned: true, archived: true } });
      const only = async (filter: Record<string, unknown>) => (await listed(ann!, { filter })).ids;
      expect(await only({ kind: 'ROOM' })).toEqual([room]);
      expect(await only({ kind: 'DIRECT' })).toEqual([direct]);
      expect(await only({ unreadOnly: true })).toEqual([direct]);
      expect(await only({ archived: true, pinned: true })).toEqual([room]);
      expect(await only({ archived: false })).toEqual([direct]);
      expect(await only({ pinned: false, kind: null })).toEqual([direct]);
      expect(new Set(await only({}))).toEqual(new Set([direct, room]));
    });

    it('costs the same number of queries however long it is', async () => {
      const ann = await world.person('Ann');
      const cost = async (first: number) => {
        const { data, codes, statements } = await world.ask(ann, EVERYTHING, { first, people: 3 });
        expect(codes).toEqual([]);
        expect((data as unknown as Listed).conversations.edges).toHaveLength(first);
        return statements;
      };
      const others = await world.people(...Array.from({ length: 30 }, (_, index) => `P${index}`));
      for (const [index, other] of others.entries())
        if (index % 2 === 0) await world.direct(ann, other);
        else await world.room(ann, ...others.slice(0, 8));
      const [short, long] = [await cost(3), await cost(30)];
      expect(long).toBe(short);
      expect(long).toBeLessThanOrEqual(5);
    });

    it('refuses bad pages', async () => {
      const ann = await world.person('Ann');
      const codes = async (variables: Record<string, unknown>) => (await world.ask(ann, LIST, variables)).codes;
      expect(await codes({ first: 101 })).toEqual(['INVALID_INPUT']);
      expect(await codes({ first: 0 })).toEqual(['INVALID_INPUT']);
      expect(await codes({ first: 1, last: 1 })).toEqual(['INVALID_INPUT']);
      expect(await codes({ after: 'garbage' })).toEqual(['INVALID_CURSOR']);
      expect((await world.ask(null, LIST)).codes).toEqual(['UNAUTHENTICATED']);
    });
  });

  describe('one conversation', () => {
    const ONE = `query ($id: ID!, $first: Int, $after: String) { conversation(id: $id) {
      id unreadCount participants(first: $first, after: $after) {
        edges { cursor node { user { nickname } role readSeq } } pageInfo { hasNextPage hasPreviousPage }
      }
    } }`;

    it('is null for strangers, ex-members and garbage alike', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const id = await world.room(ann!, ben!);
      await world.run((tx) => world.get(Membership).leave(tx, id, ben!.userId));
      for (const viewer of [ben!, cem!])
        expect(await world.ask(viewer, ONE, { id })).toMatchObject({ data: { conversation: null }, codes: [] });
      for (const garbage of [newId(), '', '🍣', 'x'.repeat(10_000)])
        expect(await world.ask(ann!, ONE, { id: garbage })).toMatchObject({ data: { conversation: null }, codes: [] });
      expect((await world.ask(ann!, ONE, { id })).data.conversation).toMatchObject({ id });
    });

    it('shows its participants in the order of joining, page by page', async () => {
      const [ann, ben, cem, dee] = await world.people('Ann', 'Ben', 'Cem', 'Dee');
      const id = await world.room(ann!);
      for (const member of [dee!, ben!, cem!])
        await world.run((tx) => world.get(Membership).join(tx, id, [member.userId], { actorId: ann!.userId }));
      await world.run((tx) => world.get(Membership).leave(tx, id, ben!.userId));
      type Shown = { conversation: { participants: Listed['conversations'] } };
      const page = async (variables: Record<string, unknown>) => {
        const { data } = await world.ask(ann!, ONE, { id, ...variables });
        const { edges, pageInfo } = (data as unknown as Shown).conversation.participants;
        return {
          names: edges.map(({ node }) => (node.user as { nickname: string }).nickname),
          edges,
          pageInfo,
        };
      };
      const first = await page({ first: 2 });
      expect(first).toMatchObject({ names: ['Ann', 'Dee'], pageInfo: { hasNextPage: true, hasPreviousPage: false } });
      const second = await page({ first: 2, after: first.edges[1]!.cursor });
      expect(second).toMatchObject({ names: ['Cem'], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
      expect((await world.ask(ann!, ONE, { id, first: 1000 })).codes).toEqual(['INVALID_INPUT']);
    });

    it('is all that a room ticket opens', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const [room, direct] = [await world.room(ann!, ben!), await world.direct(ann!, ben!)];
      await world.send(ben!, room, 2);
      const visitor = { ...ann!, ticket: { roomId: newId(), conversationId: room } };
      expect((await world.ask(visitor, ONE, { id: room })).data.conversation).toMatchObject({ unreadCount: 2 });
      expect((await world.ask(visitor, ONE, { id: direct })).data).toEqual({ conversation: null });
      const MARK = `mutation ($id: ID!) { markRead(input: { conversationId: $id, seq: 1 }) { conversation { readSeq } } }`;
      expect((await world.ask(visitor, MARK, { id: room })).data.markRead).toEqual({ conversation: { readSeq: 1 } });
      expect((await world.ask(visitor, MARK, { id: direct })).codes).toEqual(['NOT_FOUND']);
      expect((await world.ask(visitor, LIST)).codes).toEqual(['FORBIDDEN']);
      expect((await world.ask(visitor, OPEN, { userId: ben!.userId })).codes).toEqual(['FORBIDDEN']);
    });
  });

  describe('settings and positions', () => {
    it('are changed where given, kept where not, and told to the own devices only when they change', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      const change = async (input: Record<string, unknown>) => {
        const { data, codes } = await world.ask(ann!, SETTINGS, { input: { conversationId: id, ...input } });
        return codes.length > 0
          ? codes
          : (data.updateConversationSettings as { conversation: Record<string, unknown> }).conversation;
      };
      const until = '2100-01-01T00:00:00.000Z';
      const heads = [await world.head(ann!), await world.head(ben!)];
      const pinned = await change({ pinned: true, mutedUntil: until });
      expect(pinned).toMatchObject({ pinnedAt: expect.any(String) as string, mutedUntil: until, archivedAt: null });
      expect(await change({ pinned: true })).toEqual(pinned);
      expect([await world.head(ann!), await world.head(ben!)]).toEqual([heads[0]! + 1, heads[1]]);
      expect(await change({ archived: true, mutedUntil: null })).toMatchObject({
        pinnedAt: (pinned as Record<string, unknown>).pinnedAt,
        mutedUntil: null,
        archivedAt: expect.any(String) as string,
      });
      await world.send(ben!, id);
      expect(await change({ pinned: false })).toMatchObject({
        pinnedAt: null,
        archivedAt: expect.any(String) as string,
      });
      expect(await change({ pinned: null })).toEqual(['INVALID_INPUT']);
      expect(await change({ conversationId: newId() })).toEqual(['NOT_FOUND']);
      expect((await world.ask(null, SETTINGS, { input: { conversationId: id } })).codes).toEqual(['UNAUTHENTICATED']);
    });

    it('show their effect in the answer, also of several mutations in one operation', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.direct(ann!, ben!);
      await world.send(ben!, id, 6);
      await world.run((tx) => world.get(UnreadLedger).markRecalled(tx, id, 6));
      const { data, codes } = await world.ask(
        ann!,
        `mutation ($id: ID!) {
          delivered: markDelivered(input: { conversationId: $id, seq: 2 }) { conversation { ...all } }
          read: markRead(input: { conversationId: $id, seq: 4 }) { conversation { ...all } }
          unread: markUnread(input: { conversationId: $id, seq: 2 }) { conversation { ...all } }
          cleared: clearConversation(input: { conversationId: $id }) { conversation { ...all } }
        }
        fragment all on Conversation { readSeq deliveredSeq unreadCount }`,
        { id },
      );
      expect(codes).toEqual([]);
      expect(data).toEqual({
        delivered: { conversation: { readSeq: 0, deliveredSeq: 2, unreadCount: 5 } },
        read: { conversation: { readSeq: 4, deliveredSeq: 4, unreadCount: 1 } },
        unread: { conversation: { readSeq: 1, deliveredSeq: 4, unreadCount: 4 } },
        cleared: { conversation: { readSeq: 6, deliveredSeq: 6, unreadCount: 0 } },
      });
      const bad = `mutation ($id: ID!) { markRead(input: { conversationId: $id, seq: 0 }) { conversation { id } } }`;
      expect((await world.ask(ann!, bad, { id })).codes).toEqual(['INVALID_INPUT']);
    });

    it('of contacts are one answer whose cost does not grow with their number', async () => {
      const ann = await world.person('Ann');
      const others = await world.people('A', 'B', 'C', 'D', 'E', 'F');
      const CONTACTS = '{ contacts { user { nickname } unreadCount } totalUnreadCount }';
      const costs: number[] = [];
      for (const [index, other] of others.entries()) {
        await world.get(ContactBook).add(ann.userId, { userId: other.userId });
        if (index % 2 === 0) await world.send(other, await world.direct(ann, other), index + 1);
        costs.push((await world.ask(ann, CONTACTS)).statements);
      }
      const { data } = await world.ask(ann, CONTACTS);
      expect(data).toEqual({
        contacts: ['A', 'B', 'C', 'D', 'E', 'F'].map((nickname, index) => ({
          user: { nickname },
          unreadCount: index % 2 === 0 ? index + 1 : 0,
        })),
        totalUnreadCount: 9,
      });
      expect(new Set(costs).size).toBe(1);
    });
  });
}
