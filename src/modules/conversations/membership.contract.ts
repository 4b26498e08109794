import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationsWorld } from '../../../test/support/conversations-world.js';
import type { Viewer } from '../../common/auth/viewer.js';
import { statementCounter } from '../../common/database/database.js';
import { EventBus } from '../../common/events/event-bus.js';
import { LoaderCache } from '../../common/graphql/loader-cache.js';
import { newId } from '../../common/ids/ids.js';
import { AccountRetirement } from './account-retirement.js';
import { ConversationAccess } from './conversation-access.js';
import { grantKey, isActive } from './conversation-grant.js';
import { ConversationReplay } from './conversation-replay.js';
import { ConversationKind, FOREVER_MS, ParticipantRole } from './conversation.words.js';
import { Membership } from './membership.js';
import './conversations.events.js';

/** Who is in a conversation, and who gets it, on whichever database the world is opened. */
export function membershipSuite(open: () => Promise<ConversationsWorld>): void {
  let world: ConversationsWorld;
  let membership: Membership;
  let access: ConversationAccess;
  beforeAll(async () => {
    world = await open();
    membership = world.get(Membership);
    access = world.get(ConversationAccess);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const history = async (id: string) =>
    (await world.get(ConversationReplay).load(id, 0, 100)).map(({ revision, type, actorId, subjectId }) => ({
      revision,
      type,
      actorId,
      subjectId,
    }));
  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'fine',
      (error: unknown) => (error as { code?: unknown }).code ?? error,
    );
  const grantOf = async (viewer: Viewer, id: string) => {
    const grant = await access.forViewer(viewer, id);
    if (!grant) throw new Error('not a member');
    return grant;
  };

  describe('a membership', () => {
    it('begins with the conversation for its founders, who all see it from the first revision on', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const heads = [await world.head(ann!), await world.head(ben!)];
      const id = await world.room(ann!, ben!);
      expect(await grantOf(ann!, id)).toMatchObject({
        conversation: { kind: ConversationKind.ROOM, revision: 2, lastSeq: 0, memberCount: 2, directKey: null },
        participant: { role: ParticipantRole.OWNER, joinedRevision: 1, joinedSeq: 0, leftRevision: null },
        floorSeq: 0,
      });
      expect((await grantOf(ben!, id)).participant).toMatchObject({ role: ParticipantRole.MEMBER, joinedRevision: 1 });
      expect(await history(id)).toEqual([
        { revision: 1, type: 'MEMBER_JOINED', actorId: ann!.userId, subjectId: ann!.userId },
        { revision: 2, type: 'MEMBER_JOINED', actorId: ann!.userId, subjectId: ben!.userId },
      ]);
      expect([await world.head(ann!), await world.head(ben!)]).toEqual(heads.map((head) => head + 1));
    });

    it('begins at one’s own revision for those who join, once however often they do', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const id = await world.room(ann!);
      await world.send(ann!, id, 5);
      const join = () =>
        world.run((tx) => membership.join(tx, id, [ben!.userId, cem!.userId], { actorId: ann!.userId }));
      expect(await join()).toEqual([ben!.userId, cem!.userId]);
      expect(await join()).toEqual([]);
      expect((await grantOf(cem!, id)).participant).toMatchObject({
        joinedSeq: 5,
        joinedRevision: 8,
        readSeq: 5,
        deliveredSeq: 5,
        seenSeq: 0,
      });
      expect((await grantOf(ann!, id)).conversation).toMatchObject({ memberCount: 3, revision: 8 });
    });

    it('ends by leaving or removal at the revision that says so, and can be taken up again', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const id = await world.room(ann!, ben!, cem!);
      expect(await world.run((tx) => membership.leave(tx, id, ben!.userId))).toBe(true);
      expect(await world.run((tx) => membership.leave(tx, id, ben!.userId))).toBe(false);
      expect(await world.run((tx) => membership.remove(tx, id, cem!.userId, ann!.userId))).toBe(true);
      expect((await history(id)).slice(3)).toEqual([
        { revision: 4, type: 'MEMBER_LEFT', actorId: ben!.userId, subjectId: ben!.userId },
        { revision: 5, type: 'MEMBER_REMOVED', actorId: ann!.userId, subjectId: cem!.userId },
      ]);
      expect((await grantOf(ann!, id)).conversation.memberCount).toBe(1);
      const [left] = await access.activeConversationsOf(ben!.userId);
      expect(left?.participant.leftRevision).toBe(4);

      await world.send(ann!, id, 2);
      await world.run((tx) => membership.join(tx, id, [ben!.userId], { actorId: ben!.userId }));
      expect((await grantOf(ben!, id)).participant).toMatchObject({
        joinedSeq: 2,
        joinedRevision: 8,
        leftRevision: null,
        leftAt: null,
      });
    });

    it('of a direct conversation is for ever', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const id = await world.direct(ann!, ben!);
      expect(await codeOf(world.run((tx) => membership.leave(tx, id, ann!.userId)))).toBe('FORBIDDEN');
      expect(await codeOf(world.run((tx) => membership.remove(tx, id, ann!.userId, ben!.userId)))).toBe('FORBIDDEN');
      const joining = world.run((tx) => membership.join(tx, id, [cem!.userId], { actorId: ann!.userId }));
      expect(await codeOf(joining)).toBe('FORBIDDEN');
    });

    it('changes roles and speech, and writes nothing when nothing changes', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const id = await world.room(ann!, ben!);
      const actor = ann!.userId;
      const transfer = new Map([
        [ben!.userId, ParticipantRole.OWNER],
        [ann!.userId, ParticipantRole.ADMIN],
      ]);
      const steps = [
        () => world.run((tx) => membership.setRoles(tx, id, transfer, actor)),
        () => world.run((tx) => membership.setSpeakMute(tx, id, ben!.userId, FOREVER_MS, actor)),
        () => world.run((tx) => membership.muteAll(tx, id, 5_000_000_000_000, actor)),
        () => world.run((tx) => membership.setHistory(tx, id, 'SINCE_JOINING', actor)),
      ];
      for (const step of steps) expect([await step(), await step()]).toEqual([true, false]);
      const { conversation, participant } = await grantOf(ben!, id);
      expect(participant).toMatchObject({ role: ParticipantRole.OWNER, speakMutedUntil: FOREVER_MS });
      expect(conversation).toMatchObject({ mutedAllUntil: 5_000_000_000_000, history: 'SINCE_JOINING', revision: 7 });
      const stranger = world.run((tx) => membership.setRole(tx, id, cem!.userId, ParticipantRole.ADMIN, actor));
      expect(await codeOf(stranger)).toBe('NOT_FOUND');
    });

    it('ends for all when the conversation is deleted, once', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.room(ann!, ben!);
      const deleted: string[] = [];
      world.get(EventBus).on('conversations.deleted', ({ conversationId }) => void deleted.push(conversationId));
      await world.run((tx) => membership.delete(tx, id, ann!.userId));
      await world.run((tx) => membership.delete(tx, id, ann!.userId));
      expect(deleted).toEqual([id]);
      expect(await codeOf(access.require(ben!, id))).toBe('NOT_FOUND');
      expect((await history(id)).at(-1)).toMatchObject({ revision: 3, type: 'CONVERSATION_DELETED' });
      const [gone] = await access.activeConversationsOf(ben!.userId);
      expect(gone?.participant.leftRevision).toBe(3);
      expect(await codeOf(world.send(ann!, id))).toBe('NOT_FOUND');
    });
  });

  describe('when an account is deleted', () => {
    it('its rooms go to the oldest admin, else member, or end when empty; direct conversations stay for the other', async () => {
      const [ann, ben, cem, dee] = await world.people('Ann', 'Ben', 'Cem', 'Dee');
      const [shared, alone, direct] = [
        await world.room(ann!, ben!, cem!),
        await world.room(ann!),
        await world.direct(ann!, dee!),
      ];
      await world.run((tx) => membership.setRole(tx, shared, cem!.userId, ParticipantRole.ADMIN, ann!.userId));
      await world.get(AccountRetirement).retire(ann!.userId);
      await world.get(AccountRetirement).retire(ann!.userId);
      expect((await grantOf(cem!, shared)).participant.role).toBe(ParticipantRole.OWNER);
      expect((await grantOf(ben!, shared)).conversation.memberCount).toBe(2);
      expect((await history(shared)).slice(-2).map(({ type }) => type)).toEqual(['ROLE_CHANGED', 'MEMBER_LEFT']);
      expect(await codeOf(access.require(ann!, alone))).toBe('NOT_FOUND');
      expect((await grantOf(dee!, direct)).conversation.memberCount).toBe(1);
    });
  });

  describe('access', () => {
    it('tells strangers and ex-members apart, and everything that is not there alike', async () => {
      const [ann, ben, cem] = await world.people('Ann', 'Ben', 'Cem');
      const id = await world.room(ann!, ben!);
      await world.run((tx) => membership.leave(tx, id, ben!.userId));
      expect(await codeOf(access.require(ann!, id))).toBe('fine');
      expect(await codeOf(access.require(ben!, id))).toBe('NOT_A_MEMBER');
      expect(await codeOf(access.require(cem!, id))).toBe('NOT_FOUND');
      expect(await codeOf(access.require(ann!, newId()))).toBe('NOT_FOUND');
      expect(await codeOf(access.require(ann!, '\u0000'))).toBe('NOT_FOUND');
      expect(await access.forViewer(ben!, id)).toBeNull();
      expect(await access.forViewer(cem!, id)).toBeNull();
      expect(await codeOf(access.requireAll(ann!, [id, newId()]))).toBe('NOT_FOUND');
    });

    it('with a room ticket is to that conversation alone', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const [room, direct] = [await world.room(ann!, ben!), await world.direct(ann!, ben!)];
      const visitor = { ...ann!, ticket: { roomId: newId(), conversationId: room } };
      expect(await codeOf(access.require(visitor, room))).toBe('fine');
      expect(await codeOf(access.require(visitor, direct))).toBe('NOT_FOUND');
      expect(await codeOf(world.run((tx) => access.requireInTx(tx, visitor, direct)))).toBe('NOT_FOUND');
    });

    it('hides what was before joining where the room says so, and what was cleared', async () => {
      const [ann, ben] = await world.people('Ann', 'Ben');
      const id = await world.room(ann!);
      await world.send(ann!, id, 4);
      await world.run((tx) => membership.join(tx, id, [ben!.userId], { actorId: ben!.userId }));
      expect((await grantOf(ben!, id)).floorSeq).toBe(0);
      await world.run((tx) => membership.setHistory(tx, id, 'SINCE_JOINING', ann!.userId));
      expect((await grantOf(ben!, id)).floorSeq).toBe(4);
      expect((await grantOf(ann!, id)).floorSeq).toBe(0);
    });

    it('to many costs one query, through a loader and in a transaction too', async () => {
      const ann = await world.person('Ann');
      const others = await world.people('A', 'B', 'C', 'D', 'E');
      const ids = await Promise.all(others.map((other) => world.direct(ann, other)));
      const counter = { count: 0 };
      const loaders = new LoaderCache();
      await statementCounter.run(counter, async () => {
        expect(await access.requireAll(ann, ids)).toHaveLength(5);
        await Promise.all(ids.map((id) => access.forViewer(ann, id, loaders)));
        expect(await access.activeConversationsOf(ann.userId)).toHaveLength(5);
      });
      expect(counter.count).toBe(3);
      const found = await world.run((tx) =>
        access.findInTx(tx, [...ids.map((conversationId) => ({ userId: ann.userId, conversationId }))]),
      );
      expect(found.get(grantKey(ann.userId, ids[2]!))?.conversation.id).toBe(ids[2]);
      expect([...found.values()].every(isActive)).toBe(true);
    });
  });
}
