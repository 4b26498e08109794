import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, refusalOf } from './support/acts.js';
import type { Json } from './support/clients.js';
import { twoNodes } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { StatementMeter } from './support/statements.js';

const UNREAD = `subscription { unreadCountChanged {
  conversationId unreadCount unreadMentionCount totalUnreadCount totalUnreadMentionCount } }`;

let world: World;
let node: ServerNode;
let other: ServerNode;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  world = await createWorld();
  [node, other] = await twoNodes(world);
  ann = await register(node, 'Ann');
  bob = await register(other, 'Bob');
});

afterAll(async () => {
  await Promise.all([ann, bob].map((person) => person?.close()));
  await world?.close();
});

/** Unread, unread mentions, and all unread mentions. */
async function countsOf(person: Person, id: string): Promise<[number, number, number]> {
  const { conversation, totalUnreadMentionCount } = await person.http.run(
    'query ($id: ID!) { conversation(id: $id) { unreadCount unreadMentionCount } totalUnreadMentionCount }',
    { id },
  );
  return [conversation.unreadCount, conversation.unreadMentionCount, totalUnreadMentionCount];
}

const edit = (person: Person, messageId: string, text: string, mentions?: string[] | null): Promise<Json> =>
  act(person.http, 'editMessage', { messageId, text, mentions }, 'message { revision mentions { id } }');

describe('unread mentions', () => {
  it('are counted beside unread messages, and follow reading, marking as unread, hiding, clearing and recall', async () => {
    const reader = await register(node, 'Reader');
    const { conversationId } = await ann.createRoom('Room', [bob, reader]);
    const named = { mentions: [reader.id, reader.id] };
    const sent = [];
    for (const more of [{}, named, named, {}, named]) sent.push(await ann.send(conversationId, 'text', more));
    expect(await countsOf(reader, conversationId)).toEqual([5, 3, 3]);
    expect((await countsOf(bob, conversationId))[1]).toBe(0);
    await act(reader.http, 'markRead', { conversationId, seq: sent[1].seq });
    expect(await countsOf(reader, conversationId)).toEqual([3, 2, 2]);
    await act(reader.http, 'markUnread', { conversationId, seq: sent[1].seq });
    expect(await countsOf(reader, conversationId)).toEqual([4, 3, 3]);
    await act(ann.http, 'recallMessage', { messageId: sent[2].id });
    expect(await countsOf(reader, conversationId)).toEqual([3, 2, 2]);
    await act(reader.http, 'hideMessage', { messageId: sent[4].id });
    expect(await countsOf(reader, conversationId)).toEqual([2, 1, 1]);
    await act(reader.http, 'clearConversation', { conversationId });
    expect(await countsOf(reader, conversationId)).toEqual([0, 0, 0]);
  });

  it('come and go with edits; who is named stays unless the edit says otherwise', async () => {
    const reader = await register(node, 'Reader');
    const { conversationId } = await ann.createRoom('Room', [bob, reader]);
    const { id, revision } = await ann.send(conversationId, 'for you', { mentions: [reader.id] });
    expect((await edit(ann, id, 'for you still')).message.mentions).toEqual([{ id: reader.id }]);
    expect(await countsOf(reader, conversationId)).toEqual([1, 1, 1]);
    expect((await edit(ann, id, 'for you still', [])).message.mentions).toEqual([]);
    expect(await countsOf(reader, conversationId)).toEqual([1, 0, 0]);
    const both = await edit(ann, id, 'for you still', [bob.id, reader.id]);
    expect(both.message).toEqual({ revision: revision + 3, mentions: [{ id: bob.id }, { id: reader.id }] });
    expect(await countsOf(reader, conversationId)).toEqual([1, 1, 1]);
    // The same again is no edit.
    expect((await edit(ann, id, 'for you still', [bob.id, reader.id])).message.revision).toBe(revision + 3);
    const stranger = await register(node, 'Stranger');
    const input = { messageId: id, text: 'x', mentions: [stranger.id] };
    expect(await refusalOf(ann.http, 'editMessage', input)).toBe('INVALID_INPUT');
    expect(await countsOf(reader, conversationId)).toEqual([1, 1, 1]);
  });

  it('are told live with the unread counts, and left out of the total by archiving', async () => {
    const reader = await register(other, 'Reader');
    const { conversationId } = await ann.createRoom('Room', [reader]);
    const socket = reader.socket();
    const counts = socket.subscribe(UNREAD);
    await socket.run('query { me { id } }');
    const { id } = await ann.send(conversationId, 'you', { mentions: [reader.id] });
    const next = (unread: number, mentions: number): Promise<Json> =>
      counts.nextWhere((count) => count.unreadCount === unread && count.unreadMentionCount === mentions);
    expect(await next(1, 1)).toMatchObject({ conversationId, totalUnreadCount: 1, totalUnreadMentionCount: 1 });
    await edit(ann, id, 'somebody', []);
    expect(await next(1, 0)).toMatchObject({ totalUnreadCount: 1, totalUnreadMentionCount: 0 });
    await edit(ann, id, 'you after all', [reader.id]);
    await next(1, 1);
    await act(reader.http, 'updateConversationSettings', { conversationId, archived: true });
    expect(await countsOf(reader, conversationId)).toEqual([1, 1, 0]);
    await act(ann.http, 'recallMessage', { messageId: id });
    expect(await next(0, 0)).toMatchObject({ totalUnreadMentionCount: 0 });
  });

  it('end with the membership, and begin afresh with the next', async () => {
    const reader = await register(node, 'Reader');
    const { conversationId, roomId } = await ann.createRoom('Room', [reader]);
    await ann.send(conversationId, 'you', { mentions: [reader.id] });
    await act(ann.http, 'removeRoomMember', { roomId, userId: reader.id });
    const total = 'query { totalUnreadMentionCount }';
    expect(await reader.http.run(total)).toEqual({ totalUnreadMentionCount: 0 });
    await act(ann.http, 'addRoomMembers', { roomId, userIds: [reader.id] });
    expect(await countsOf(reader, conversationId)).toEqual([0, 0, 0]);
  });

  it('of a whole list of conversations are one statement', async () => {
    const reader = await register(node, 'Reader');
    const ids: string[] = [];
    for (let index = 0; index < 8; index += 1) {
      const { conversationId } = await ann.createRoom(`Room ${index}`, [reader]);
      ids.push(conversationId);
      for (let count = 0; count <= index; count += 1) await ann.send(conversationId, 'you', { mentions: [reader.id] });
    }
    const meter = new StatementMeter(node);
    const list = (fields: string): string => `query { conversations(first: 50) { edges { node { id ${fields} } } } }`;
    const without = await meter.measure(reader, list(''));
    const { data, statements } = await meter.measure(reader, list('unreadMentionCount'));
    expect(statements.length).toBe(without.statements.length + 1);
    const counts = new Map(data.conversations.edges.map(({ node: one }: Json) => [one.id, one.unreadMentionCount]));
    expect(ids.map((id) => counts.get(id))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
