import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Viewer } from '../../../common/auth/viewer.js';
import { statementCounter } from '../../../common/database/database.js';
import { newId } from '../../../common/ids/ids.js';
import { Membership } from '../../conversations/membership.js';
import { messageKey, UnreadLedger, type MessageKey } from '../../conversations/unread-ledger.js';
import { ParticipantRole } from '../../conversations/conversation.words.js';
import type { AttachmentsWorld, OpenWorld } from '../../../../test/support/attachments-world.js';
import { AttachmentsService } from './attachments.service.js';

/** Attachments of messages, on whichever database `open` takes. */
export function attachmentsSuite(open: OpenWorld): void {
  let world: AttachmentsWorld;
  let service: AttachmentsService;
  beforeAll(async () => {
    world = await open({ RATE_LIMITS: 'off' });
    service = world.get(AttachmentsService);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const uploads = async (owner: Viewer, count: number) => {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) ids.push((await world.upload(owner, Buffer.from('x'), 'x')).id);
    return ids;
  };
  const shownIn = async (conversationId: string, seq: number) =>
    ((await service.ofMessages([{ conversationId, seq }])).get(messageKey(conversationId, seq)) ?? []).map(
      ({ id }) => id,
    );
  const NOT_READY = { extensions: { code: 'ATTACHMENT_NOT_READY', field: 'attachmentIds' } };

  it('stay in the order in which they were given', async () => {
    const owner = await world.person();
    const room = await world.room(owner);
    const [a, b, c] = (await uploads(owner, 3)) as [string, string, string];
    const seq = await world.send(owner, room, c, a, b);
    expect(await shownIn(room, seq)).toEqual([c, a, b]);
  });

  it('can be sent once, by their owner alone, and only when complete', async () => {
    const [owner, other] = [await world.person(), await world.person()];
    const room = await world.room(owner, other);
    const [id] = (await uploads(owner, 1)) as [string];
    await expect(world.send(other, room, id)).rejects.toMatchObject(NOT_READY);
    await expect(world.send(owner, room, newId())).rejects.toMatchObject(NOT_READY);
    await expect(world.send(owner, room, await world.announce(owner, Buffer.from('x')))).rejects.toMatchObject(
      NOT_READY,
    );
    await world.send(owner, room, id);
    await expect(world.send(owner, room, id)).rejects.toMatchObject(NOT_READY);
  });

  it('are 20 at most, and different ones', async () => {
    const owner = await world.person();
    const room = await world.room(owner);
    const ids = await uploads(owner, 21);
    await expect(world.send(owner, room, ...ids)).rejects.toMatchObject({
      extensions: { code: 'INVALID_INPUT', field: 'attachmentIds', rule: 'arrayMaxSize' },
    });
    await expect(world.send(owner, room, ids[0] as string, ids[0] as string)).rejects.toMatchObject({
      extensions: { code: 'INVALID_INPUT', field: 'attachmentIds', rule: 'arrayUnique' },
    });
    const seq = await world.send(owner, room, ...ids.slice(0, 20));
    expect(await shownIn(room, seq)).toEqual(ids.slice(0, 20));
  });

  it('of two messages that want the same one at once go to one of them', async () => {
    const owner = await world.person();
    const room = await world.room(owner);
    const [id] = (await uploads(owner, 1)) as [string];
    const sends = await Promise.allSettled([world.send(owner, room, id), world.send(owner, room, id)]);
    expect(sends.map((send) => send.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are bound for a batch in few statements, and a bad member is named alone', async () => {
    const [owner, other] = [await world.person(), await world.person()];
    const room = await world.room(owner, other);
    const own = await uploads(owner, 6);
    const foreign = await uploads(other, 1);
    const wishes = [
      { ownerId: owner.userId, attachmentIds: own.slice(0, 2) },
      { ownerId: owner.userId, attachmentIds: [own[2] as string, foreign[0] as string] },
      { ownerId: owner.userId, attachmentIds: [own[1] as string] },
      { ownerId: owner.userId, attachmentIds: own.slice(2) },
      { ownerId: other.userId, attachmentIds: foreign },
    ];
    const counter = { count: 0 };
    await statementCounter.run(counter, () =>
      world.run(async (tx) => {
        const faults = await service.checkClaimable(tx, wishes);
        expect(faults.map((fault) => fault?.code ?? null)).toEqual([
          null,
          'ATTACHMENT_NOT_READY',
          'ATTACHMENT_NOT_READY',
          null,
          null,
        ]);
        const good = wishes.filter((_, index) => faults[index] === null);
        await service.claimMany(
          tx,
          good.map((wish, index) => ({ ...wish, target: { conversationId: room, seq: 101 + index } })),
        );
      }),
    );
    expect(counter.count).toBe(2);
    expect(await shownIn(room, 101)).toEqual(own.slice(0, 2));
    expect(await shownIn(room, 102)).toEqual(own.slice(2));
    expect(await shownIn(room, 103)).toEqual(foreign);
  });

  it('are read for many messages in one query', async () => {
    const owner = await world.person();
    const rooms = [await world.room(owner), await world.room(owner)];
    const messages: MessageKey[] = [];
    for (let index = 0; index < 12; index += 1) {
      const conversationId = rooms[index % 2] as string;
      const seq = await world.send(owner, conversationId, ...(await uploads(owner, 1)));
      messages.push({ conversationId, seq });
    }
    const nothing = Array.from({ length: 400 }, () => ({ conversationId: newId(), seq: 1 }));
    const counter = { count: 0 };
    const found = await statementCounter.run(counter, () => service.ofMessages([...messages, ...nothing]));
    expect(counter.count).toBe(1);
    expect([...found.keys()].sort()).toEqual(messages.map((m) => messageKey(m.conversationId, m.seq)).sort());
  });

  it('are visible to who can see the message, and to nobody else', async () => {
    const [owner, member, stranger] = [await world.person(), await world.person(), await world.person()];
    const room = await world.room(owner, member);
    const [id] = (await uploads(owner, 1)) as [string];
    const sees = async (viewer: Viewer) => (await service.findVisible(viewer, id)) !== null;
    expect([await sees(owner), await sees(member)]).toEqual([true, false]);

    const seq = await world.send(owner, room, id);
    expect([await sees(owner), await sees(member), await sees(stranger)]).toEqual([true, true, false]);

    await world.run((tx) => world.get(UnreadLedger).markHidden(tx, member.userId, room, seq));
    expect(await sees(member)).toBe(false);
  });

  it('are hidden from who has left, came too late, or holds a ticket for another room', async () => {
    const [owner, member, late] = [await world.person(), await world.person(), await world.person()];
    const room = await world.room(owner, member);
    const [id] = (await uploads(owner, 1)) as [string];
    await world.send(owner, room, id);
    const sees = async (viewer: Viewer) => (await service.findVisible(viewer, id)) !== null;
    const ticket = (conversationId: string) => ({ ...member, ticket: { roomId: newId(), conversationId } });
    expect([await sees(ticket(room)), await sees(ticket(newId()))]).toEqual([true, false]);

    await world.run((tx) => world.get(Membership).leave(tx, room, member.userId));
    expect(await sees(member)).toBe(false);

    await world.run(async (tx) => {
      await world.get(Membership).setHistory(tx, room, 'SINCE_JOINING', owner.userId);
      await world.get(Membership).join(tx, room, [late.userId], {
        actorId: owner.userId,
        role: ParticipantRole.MEMBER,
      });
    });
    expect(await sees(late)).toBe(false);
    expect(await service.findVisible(owner, 'nonsense')).toBeNull();
  });
}
