import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { picture } from './support/attachments-world.js';
import { HttpDoor, type Json } from './support/clients.js';
import {
  CONVERSATION,
  historyOf,
  LEAVE,
  MESSAGE_BY_ID,
  newSend,
  nextOf,
  SEND,
  twoNodes,
  watch,
} from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { upload } from './support/uploads.js';

let world: World;
let node: ServerNode;
let other: ServerNode;
let ann: Person;
let bob: Person;
let eve: Person;

beforeAll(async () => {
  world = await createWorld();
  [node, other] = await twoNodes(world);
  ann = await register(node, 'Ann', { username: 'ann' });
  bob = await register(other, 'Bob');
  eve = await register(node, 'Eve');
});

afterAll(async () => {
  await Promise.all([ann, bob, eve].map((person) => person?.close()));
  await world?.close();
});

const send = async (person: Person, input: Json): Promise<Json> =>
  (await person.http.run(SEND, { input })).sendMessage.message;
const codeOf = (person: Person, input: Json): Promise<string | null> => person.http.codeOf(SEND, { input });

describe('a message', () => {
  it('is answered with its id, number and server time, and reaches the other one and the second device live', async () => {
    const conversationId = await ann.openDirect(bob);
    const second = await ann.secondDevice(other);
    const [his, hers] = await Promise.all([watch(bob), watch(second)]);
    const before = Date.now();
    const message = await send(ann, newSend(conversationId, 'hello 🍣 你好'));
    expect(message).toMatchObject({
      conversationId,
      seq: 1,
      text: 'hello 🍣 你好',
      sender: { id: ann.id, nickname: 'Ann', username: 'ann' },
      editedAt: null,
      recalledAt: null,
      sentAt: null,
    });
    expect(Math.abs(Date.parse(message.createdAt) - before)).toBeLessThan(10_000);
    for (const inbox of [his, hers]) {
      const event = await nextOf(inbox, 'MessageAdded', conversationId);
      expect(event).toMatchObject({ revision: message.revision, message });
    }
    await second.close();
  });

  it('goes to a room the same way', async () => {
    const { conversationId } = await ann.createRoom('Tea', [bob]);
    const inbox = await watch(bob);
    const message = await send(ann, newSend(conversationId, 'to all'));
    expect(message.seq).toBe(1);
    expect((await nextOf(inbox, 'MessageAdded', conversationId)).message).toEqual(message);
    expect((await send(bob, newSend(conversationId, 'and back'))).seq).toBe(2);
  });

  it('may answer another of the same conversation that its sender sees', async () => {
    const conversationId = await ann.openDirect(bob);
    const first = await send(ann, newSend(conversationId, 'a question'));
    const answer = await send(bob, newSend(conversationId, 'an answer', { replyToId: first.id }));
    expect(answer.replyTo).toEqual({ id: first.id, text: 'a question' });

    const elsewhere = await ann.openDirect(eve);
    const foreign = await send(ann, newSend(elsewhere, 'private'));
    expect(await codeOf(ann, newSend(conversationId, 'x', { replyToId: foreign.id }))).toBe('NOT_FOUND');
    for (const replyToId of ['nonsense', `${first.id}zzz`, 'm_AAAAAAAAAAAAAAAAAAAAAA_1'])
      expect(await codeOf(ann, newSend(conversationId, 'x', { replyToId }))).toBe('NOT_FOUND');
  });

  it('names members, in order and each once, and nobody else', async () => {
    const { conversationId } = await ann.createRoom('Names', [bob]);
    const message = await send(ann, newSend(conversationId, '@Bob @Ann', { mentions: [bob.id, ann.id, bob.id] }));
    expect(message.mentions).toEqual([{ id: bob.id }, { id: ann.id }]);
    for (const mentions of [[eve.id], [bob.id, 'nobody'], ['']])
      expect(await codeOf(ann, newSend(conversationId, 'x', { mentions }))).toBe('INVALID_INPUT');
  });

  it('carries attachments with text or alone, each upload once and only the own ones', async () => {
    const conversationId = await ann.openDirect(bob);
    const image = await upload(ann, await picture(8, 8), 'a.png');
    const text = await upload(ann, Buffer.from('plain words'), 'b.txt');
    const both = await send(ann, newSend(conversationId, 'look', { attachmentIds: [text.id, image.id] }));
    expect(both.attachments).toEqual([
      { id: text.id, kind: 'FILE', fileName: 'b.txt' },
      { id: image.id, kind: 'IMAGE', fileName: 'a.png' },
    ]);
    const alone = await upload(ann, await picture(9, 9), 'c.png');
    expect(await send(ann, newSend(conversationId, null, { attachmentIds: [alone.id] }))).toMatchObject({ text: null });

    const fresh = await upload(ann, await picture(7, 7), 'd.png');
    expect(await codeOf(ann, newSend(conversationId, 'again', { attachmentIds: [image.id] }))).toBe(
      'ATTACHMENT_NOT_READY',
    );
    expect(await codeOf(bob, newSend(conversationId, 'stolen', { attachmentIds: [fresh.id] }))).toMatch(
      /NOT_FOUND|ATTACHMENT_NOT_READY/,
    );
    expect(await codeOf(ann, newSend(conversationId, 'made up', { attachmentIds: ['nothing'] }))).toMatch(
      /NOT_FOUND|ATTACHMENT_NOT_READY/,
    );
    // None of the refused sends has used it up.
    expect((await send(ann, newSend(conversationId, 'now', { attachmentIds: [fresh.id] }))).attachments).toHaveLength(
      1,
    );
  });

  it("keeps the client's own time, which orders nothing", async () => {
    const conversationId = await ann.openDirect(eve);
    const start = (await ann.http.run(CONVERSATION, { id: conversationId })).conversation.lastSeq as number;
    const future = await send(ann, newSend(conversationId, 'from the future', { sentAt: '2999-12-31T23:59:59.999Z' }));
    const past = await send(ann, newSend(conversationId, 'from the past', { sentAt: '1970-01-01T00:00:00.001Z' }));
    expect([future.sentAt, past.sentAt]).toEqual(['2999-12-31T23:59:59.999Z', '1970-01-01T00:00:00.001Z']);
    expect([future.seq, past.seq]).toEqual([start + 1, start + 2]);
    expect((await historyOf(eve, conversationId)).slice(-2).map(({ text }) => text)).toEqual([
      'from the future',
      'from the past',
    ]);
    const { conversation } = await eve.http.run(CONVERSATION, { id: conversationId });
    expect(conversation.lastMessage.text).toBe('from the past');
    expect(Date.parse(future.createdAt)).toBeLessThanOrEqual(Date.parse(past.createdAt));
  });
});

describe('sending is refused', () => {
  it('without a token, for strangers and former members, alike on either door', async () => {
    const { conversationId, roomId } = await ann.createRoom('Closed', [bob, eve]);
    await ann.send(conversationId, 'one');
    await eve.http.run(LEAVE, { input: { roomId } });
    const stranger = await register(node, 'Stranger');
    expect(await new HttpDoor(node.url).codeOf(SEND, { input: newSend(conversationId) })).toBe('UNAUTHENTICATED');
    for (const door of [eve.http, eve.socket()])
      expect(await door.codeOf(SEND, { input: newSend(conversationId) })).toBe('NOT_A_MEMBER');
    for (const door of [stranger.http, stranger.socket()]) {
      const hidden = await door.ask(SEND, { input: newSend(conversationId) });
      const absent = await door.ask(SEND, { input: newSend('0198c0de-0000-7000-8000-000000000000') });
      expect(hidden.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect({ ...hidden.errors![0]!.extensions, requestId: '' }).toEqual({
        ...absent.errors![0]!.extensions,
        requestId: '',
      });
      expect(hidden.errors![0]!.message).toBe(absent.errors![0]!.message);
    }
    expect((await ann.http.run(CONVERSATION, { id: conversationId })).conversation.lastSeq).toBe(1);
    await stranger.close();
  });

  it('from the very next send after removal', async () => {
    const { conversationId, roomId } = await ann.createRoom('Brief', [bob]);
    await bob.send(conversationId, 'still here');
    await ann.http.run('mutation ($input: RemoveRoomMemberInput!) { removeRoomMember(input: $input) { userId } }', {
      input: { roomId, userId: bob.id },
    });
    expect(await codeOf(bob, newSend(conversationId))).toBe('NOT_A_MEMBER');
  });

  it('when it says nothing, too much, or what no text may hold', async () => {
    const conversationId = await ann.openDirect(bob);
    const head = (await ann.http.run(CONVERSATION, { id: conversationId })).conversation.revision;
    const refused: [Json, string][] = [
      [newSend(conversationId, null), 'INVALID_INPUT'],
      [newSend(conversationId, ''), 'INVALID_INPUT'],
      [newSend(conversationId, ' \n\t '), 'INVALID_INPUT'],
      [newSend(conversationId, 'x'.repeat(10_001)), 'TOO_LARGE'],
      [newSend(conversationId, 'x'.repeat(16_001)), 'INVALID_INPUT'],
      [newSend(conversationId, 'nul \0'), 'INVALID_INPUT'],
      [newSend(conversationId, 'escape \u001b[2J'), 'INVALID_INPUT'],
      [newSend(conversationId, 'lone \ud800'), 'INVALID_INPUT'],
      [newSend(conversationId, 'abc\u202egnp.exe'), 'INVALID_INPUT'],
      [newSend(conversationId, 'x', { clientMessageId: '' }), 'INVALID_INPUT'],
      [newSend(conversationId, 'x', { clientMessageId: 'x'.repeat(65) }), 'INVALID_INPUT'],
      [newSend(conversationId, 'x', { clientMessageId: 'with space' }), 'INVALID_INPUT'],
      [newSend(conversationId, 'x', { clientMessageId: 'é' }), 'INVALID_INPUT'],
      [newSend(conversationId, 'x', { attachmentIds: Array.from({ length: 21 }, (_, i) => `a${i}`) }), 'INVALID_INPUT'],
      [newSend(conversationId, 'x', { attachmentIds: ['a', 'a'] }), 'INVALID_INPUT'],
      [newSend(conversationId, 'x', { mentions: Array.from({ length: 51 }, (_, i) => `u${i}`) }), 'INVALID_INPUT'],
      [newSend('', 'x'), 'NOT_FOUND'],
      [newSend("' OR 1=1 --", 'x'), 'NOT_FOUND'],
      [newSend('x'.repeat(65), 'x'), 'INVALID_INPUT'],
      [
        newSend(conversationId, 'x', { sentAt: 'yesterday' }),
        'BAD_USER_INPUT|INVALID_INPUT|GRAPHQL_VALIDATION_FAILED|BAD_REQUEST',
      ],
      [newSend(conversationId, 'x', { text: 5 }), 'INVALID_INPUT|GRAPHQL_VALIDATION_FAILED|BAD_REQUEST'],
      [{ conversationId }, 'INVALID_INPUT|GRAPHQL_VALIDATION_FAILED|BAD_REQUEST'],
    ];
    for (const [input, code] of refused)
      expect(await codeOf(ann, input), JSON.stringify(input).slice(0, 120)).toMatch(new RegExp(`^(${code})$`));
    expect((await ann.http.run(CONVERSATION, { id: conversationId })).conversation.revision).toBe(head);
  });

  it('yet any text of people is taken as it is, up to the limit in characters', async () => {
    const conversationId = await ann.openDirect(bob);
    for (const text of [
      '🍣'.repeat(10_000),
      'مرحبا بالعالم',
      'e\u0301',
      'e\u0301 ',
      ' kept spaces ',
      'line\r\nline\ttab',
      "'; DROP TABLE messages; --",
      '\u{10FFFF}',
      '👩‍👩‍👧‍👦',
    ])
      expect((await send(ann, newSend(conversationId, text))).text).toBe(text);
    const texts = (await historyOf(bob, conversationId)).slice(-9).map(({ text }) => text);
    expect(texts).toContain('e\u0301 ');
    expect(texts[0]).toHaveLength(20_000);
  });
});

describe('message(id)', () => {
  it('is null for strangers, former members and whatever is no id', async () => {
    const { conversationId, roomId } = await ann.createRoom('Secrets', [bob, eve]);
    const message = await send(ann, newSend(conversationId, 'a secret'));
    const read = async (person: Person, id: string) => (await person.http.run(MESSAGE_BY_ID, { id })).message;
    expect(await read(bob, message.id)).toEqual(message);
    expect((await read(eve, message.id)).text).toBe('a secret');
    await eve.http.run(LEAVE, { input: { roomId } });
    expect(await read(eve, message.id)).toBeNull();
    const stranger = await register(node, 'Nobody');
    expect(await read(stranger, message.id)).toBeNull();
    for (const id of [
      '',
      'x',
      'm_',
      message.id.replace(/_1$/, '_2'),
      `${message.id} `,
      message.id.toUpperCase(),
      conversationId,
    ])
      expect(await read(bob, id)).toBeNull();
    expect(await new HttpDoor(node.url).codeOf(MESSAGE_BY_ID, { id: message.id })).toBe('UNAUTHENTICATED');
  });
});
