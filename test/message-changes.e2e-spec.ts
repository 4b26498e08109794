import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import { picture } from './support/attachments-world.js';
import { HttpDoor, type Json } from './support/clients.js';
import {
  CLEAR,
  CONVERSATION,
  EDIT,
  HIDE,
  historyOf,
  LEAVE,
  MESSAGE_BY_ID,
  newSend,
  nextOf,
  RECALL,
  SEND,
  twoNodes,
  watch,
} from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { fetchFile, upload } from './support/uploads.js';

const HOUR_MS = 3_600_000;
const ABSENT = 'm_AZjA3gAAcACAAAAAAAAAAA_1';

let world: World;
let node: ServerNode;
let other: ServerNode;
let ann: Person;
let annsPhone: Person;
let bob: Person;
let eve: Person;

beforeAll(async () => {
  world = await createWorld({ MESSAGE_EDIT_WINDOW_SECONDS: '3600', MESSAGE_RECALL_WINDOW_SECONDS: '7200' });
  [node, other] = await twoNodes(world);
  ann = await register(node, 'Ann');
  bob = await register(other, 'Bob');
  eve = await register(node, 'Eve');
  annsPhone = await ann.secondDevice(other);
});

afterAll(async () => {
  await Promise.all([ann, bob, eve, annsPhone].map((person) => person?.close()));
  await world?.close();
});

const send = async (person: Person, input: Json): Promise<Json> =>
  (await person.http.run(SEND, { input })).sendMessage.message;
const edit = async (person: Person, messageId: string, text: string): Promise<Json> =>
  (await person.http.run(EDIT, { input: { messageId, text } })).editMessage.message;
const recall = async (person: Person, messageId: string): Promise<Json> =>
  (await person.http.run(RECALL, { input: { messageId } })).recallMessage.message;
const read = async (person: Person, id: string): Promise<Json> =>
  (await person.http.run(MESSAGE_BY_ID, { id })).message;
const revisionOf = async (person: Person, id: string): Promise<number> =>
  (await person.http.run(CONVERSATION, { id })).conversation.revision;

/** A room of Ann (owner) with Bob, and Eve who has left it; a message of Ann. */
async function roomWithFormerMember(): Promise<{ conversationId: string; message: Json }> {
  const { conversationId, roomId } = await ann.createRoom('Room', [bob, eve]);
  const message = await send(ann, newSend(conversationId, 'said'));
  await eve.http.run(LEAVE, { input: { roomId } });
  return { conversationId, message };
}

/** Makes a message as old as that. */
async function age(message: Json, ms: number): Promise<void> {
  await node.app
    .get(Database)
    .writer.query('UPDATE messages SET created_at = created_at - ? WHERE conversation_id = ? AND seq = ?', [
      ms,
      message.conversationId,
      message.seq,
    ]);
}

/** Everything the database holds of the text. */
async function rowsWith(text: string): Promise<string[]> {
  const database = node.app.get(Database);
  const found: string[] = [];
  for (const { tableName, columns } of database.writer.entityMetadatas)
    for (const { databaseName, type } of columns)
      if (['varchar', 'text', 'longtext'].includes(String(type))) {
        const rows = await database.query(`SELECT 1 FROM ${tableName} WHERE ${databaseName} LIKE ?`, [`%${text}%`]);
        if (rows.length > 0) found.push(`${tableName}.${databaseName}`);
      }
  return found;
}

describe.each([
  ['editMessage', EDIT, { text: 'changed' }],
  ['recallMessage', RECALL, {}],
  ['hideMessage', HIDE, {}],
])('%s', (_name, document, more) => {
  it('needs a sign-in, and a message that one sees in a conversation that one is in', async () => {
    const { conversationId, message } = await roomWithFormerMember();
    const stranger = await register(node, 'Stranger');
    const input = { messageId: message.id, ...more };
    const head = await revisionOf(ann, conversationId);
    expect(await new HttpDoor(node.url).codeOf(document, { input })).toBe('UNAUTHENTICATED');
    for (const door of [stranger.http, stranger.socket()])
      expect(await door.codeOf(document, { input })).toBe('NOT_FOUND');
    for (const door of [eve.http, eve.socket()]) expect(await door.codeOf(document, { input })).toBe('NOT_A_MEMBER');
    for (const messageId of ['', 'nonsense', ABSENT, message.id.replace(/_1$/, '_zz'), conversationId])
      expect(await ann.http.codeOf(document, { input: { ...input, messageId } })).toBe('NOT_FOUND');
    expect(await ann.http.codeOf(document, { input: { ...input, messageId: 'x'.repeat(65) } })).toBe('INVALID_INPUT');
    expect(await revisionOf(ann, conversationId)).toBe(head);
    expect((await read(ann, message.id)).text).toBe('said');
    await stranger.close();
  });

  it('can not reach what the viewer has cleared', async () => {
    const conversationId = await ann.openDirect(bob);
    const message = await send(ann, newSend(conversationId, 'to be cleared'));
    await ann.http.run(CLEAR, { input: { conversationId } });
    expect(await ann.http.codeOf(document, { input: { messageId: message.id, ...more } })).toBe('NOT_FOUND');
    expect(await read(ann, message.id)).toBeNull();
    expect((await read(bob, message.id)).text).toBe('to be cleared');
  });
});

describe('an edit', () => {
  it('replaces the text for everybody and everywhere, live, and keeps place and number', async () => {
    const conversationId = await ann.openDirect(bob);
    const original = 'the first wording 4711';
    const message = await send(ann, newSend(conversationId, original));
    const answer = await send(bob, newSend(conversationId, 're', { replyToId: message.id }));
    const [his, hers] = await Promise.all([watch(bob), watch(annsPhone)]);
    const edited = await edit(ann, message.id, 'the second wording');
    expect(edited).toMatchObject({
      id: message.id,
      seq: message.seq,
      text: 'the second wording',
      createdAt: message.createdAt,
    });
    expect(edited.revision).toBe(answer.revision + 1);
    expect(edited.editedAt).not.toBeNull();
    for (const inbox of [his, hers])
      expect(await nextOf(inbox, 'MessageEdited', conversationId)).toMatchObject({
        revision: edited.revision,
        message: edited,
      });
    expect(await read(bob, message.id)).toEqual(edited);
    expect((await read(bob, answer.id)).replyTo.text).toBe('the second wording');
    expect((await historyOf(bob, conversationId)).map(({ text }) => text)).toContain('the second wording');
    expect(await rowsWith(original)).toEqual([]);
  });

  it('is for the sender alone, in a room for admins neither', async () => {
    const { conversationId } = await bob.createRoom('Bobs', [ann]);
    const message = await send(ann, newSend(conversationId, 'mine'));
    const { errors } = await bob.http.ask(EDIT, { input: { messageId: message.id, text: 'forged' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'sender' });
    expect((await read(ann, message.id)).text).toBe('mine');
  });

  it('repeated changes nothing', async () => {
    const conversationId = await ann.openDirect(bob);
    const message = await send(ann, newSend(conversationId, 'v1'));
    const edited = await edit(ann, message.id, 'v2');
    expect(await edit(annsPhone, message.id, 'v2')).toEqual(edited);
    expect(await revisionOf(ann, conversationId)).toBe(edited.revision);
  });

  it('is refused when it says nothing, too much, or what no text may hold', async () => {
    const conversationId = await ann.openDirect(bob);
    const message = await send(ann, newSend(conversationId, 'fine'));
    const cases: [string, string][] = [
      ['', 'INVALID_INPUT'],
      [' \n ', 'INVALID_INPUT'],
      ['x'.repeat(10_001), 'TOO_LARGE'],
      ['nul \0', 'INVALID_INPUT'],
      ['lone \udc00', 'INVALID_INPUT'],
      ['\u202egnp', 'INVALID_INPUT'],
    ];
    for (const [text, code] of cases)
      expect(await ann.http.codeOf(EDIT, { input: { messageId: message.id, text } })).toBe(code);
    expect(await read(ann, message.id)).toEqual(message);
  });

  it('may take the text from what has attachments', async () => {
    const conversationId = await ann.openDirect(bob);
    const image = await upload(ann, await picture(8, 8), 'a.png');
    const message = await send(ann, newSend(conversationId, 'caption', { attachmentIds: [image.id] }));
    expect(await edit(ann, message.id, '  ')).toMatchObject({ text: null, attachments: [{ id: image.id }] });
    expect((await read(bob, message.id)).text).toBeNull();
  });

  it('is possible for as long as the server says', async () => {
    const conversationId = await ann.openDirect(bob);
    const message = await send(ann, newSend(conversationId, 'old'));
    await age(message, HOUR_MS - 60_000);
    await edit(ann, message.id, 'just in time');
    await age(message, 61_000);
    const { errors } = await ann.http.ask(EDIT, { input: { messageId: message.id, text: 'too late' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'EDIT_WINDOW_CLOSED', windowSeconds: 3600 });
    expect((await read(bob, message.id)).text).toBe('just in time');
  });
});

describe('a recall', () => {
  it('takes text, attachments and mentions away for everybody and everywhere, and leaves the place', async () => {
    const conversationId = await ann.openDirect(bob);
    const text = 'an indiscretion 0815';
    const image = await upload(ann, await picture(8, 8), 'a.png');
    const message = await send(ann, newSend(conversationId, text, { attachmentIds: [image.id], mentions: [bob.id] }));
    const answer = await send(bob, newSend(conversationId, 'oh?', { replyToId: message.id }));
    const { attachment } = await bob.http.run('query ($id: ID!) { attachment(id: $id) { url } }', { id: image.id });
    expect((await fetchFile(bob, attachment.url)).status).toBe(200);
    const [his, hers] = await Promise.all([watch(bob), watch(annsPhone)]);
    const recalled = await recall(ann, message.id);
    expect(recalled).toMatchObject({
      id: message.id,
      seq: message.seq,
      text: null,
      attachments: [],
      mentions: [],
      revision: answer.revision + 1,
    });
    expect(recalled.recalledAt).not.toBeNull();
    for (const inbox of [his, hers])
      expect(await nextOf(inbox, 'MessageRecalled', conversationId)).toMatchObject({
        revision: recalled.revision,
        message: recalled,
      });
    expect(await read(bob, message.id)).toEqual(recalled);
    expect((await read(bob, answer.id)).replyTo).toEqual({ id: message.id, text: null });
    expect((await historyOf(bob, conversationId)).filter(({ id }) => id === message.id)).toEqual([recalled]);
    expect((await fetchFile(bob, attachment.url)).status).toBe(404);
    expect(
      (await bob.http.run('query ($id: ID!) { attachment(id: $id) { url } }', { id: image.id })).attachment,
    ).toBeNull();
    expect(await rowsWith(text)).toEqual([]);
  });

  it('is shown as such by streams that replay what came before it', async () => {
    const conversationId = await ann.openDirect(bob);
    const message = await send(ann, newSend(conversationId, 'unsaid 0816'));
    await recall(ann, message.id);
    const stream = bob.socket().subscribe(
      `subscription ($id: ID!, $after: Int) { conversationEvents(conversationId: $id, afterRevision: $after) {
        __typename ... on MessageAdded { revision message { text recalledAt } } ... on MessageRecalled { revision } } }`,
      { id: conversationId, after: message.revision - 1 },
    );
    const added = await stream.nextWhere(({ __typename }) => __typename === 'MessageAdded');
    expect(added.message.text).toBeNull();
    expect(JSON.stringify(stream.items)).not.toContain('unsaid');
  });

  it('is for the sender; in a room also for owner and admins', async () => {
    const { conversationId, roomId } = await bob.createRoom('Bobs', [ann, eve]);
    const message = await send(ann, newSend(conversationId, 'rude'));
    expect(await eve.http.codeOf(RECALL, { input: { messageId: message.id } })).toBe('FORBIDDEN');
    await bob.http.run('mutation ($input: SetRoomMemberRoleInput!) { setRoomMemberRole(input: $input) { userId } }', {
      input: { roomId, userId: eve.id, role: 'ADMIN' },
    });
    await age(message, 3 * HOUR_MS);
    expect(await ann.http.codeOf(RECALL, { input: { messageId: message.id } })).toBe('RECALL_WINDOW_CLOSED');
    expect((await recall(eve, message.id)).text).toBeNull();
    const direct = await ann.openDirect(bob);
    const private_ = await send(ann, newSend(direct, 'private'));
    expect(await bob.http.codeOf(RECALL, { input: { messageId: private_.id } })).toBe('FORBIDDEN');
  });

  it('repeated changes nothing, and an edit comes too late', async () => {
    const conversationId = await ann.openDirect(bob);
    const message = await send(ann, newSend(conversationId, 'v1'));
    const recalled = await recall(ann, message.id);
    expect(await recall(annsPhone, message.id)).toEqual(recalled);
    expect(await ann.http.codeOf(EDIT, { input: { messageId: message.id, text: 'v2' } })).toBe('MESSAGE_RECALLED');
    expect(await revisionOf(ann, conversationId)).toBe(recalled.revision);
  });

  it('and edits that race leave no text behind', async () => {
    const conversationId = await ann.openDirect(bob);
    for (let round = 0; round < 10; round += 1) {
      const message = await send(ann, newSend(conversationId, 'racing'));
      const edits = [1, 2, 3].map((version) =>
        [ann, annsPhone][version % 2]!.http.codeOf(EDIT, {
          input: { messageId: message.id, text: `racing ${version}` },
        }),
      );
      const [recalled, ...codes] = await Promise.all([recall(annsPhone, message.id), ...edits]);
      expect(codes.every((code) => code === null || code === 'MESSAGE_RECALLED')).toBe(true);
      expect(await read(bob, message.id)).toMatchObject({ text: null, recalledAt: recalled.recalledAt });
    }
    expect(await rowsWith('racing')).toEqual([]);
  });
});

describe('hiding', () => {
  it('removes a message from all own devices and nobody else’s, and again changes nothing', async () => {
    const conversationId = await ann.openDirect(bob);
    const kept = await send(bob, newSend(conversationId, 'kept'));
    const message = await send(bob, newSend(conversationId, 'not to be seen'));
    const hers = await watch(annsPhone);
    const his = await watch(bob);
    const head = await revisionOf(bob, conversationId);
    for (const device of [ann, annsPhone, ann])
      expect((await device.http.run(HIDE, { input: { messageId: message.id } })).hideMessage).toEqual({
        messageId: message.id,
        conversationId,
      });
    expect(await nextOf(hers, 'MessageHidden', conversationId)).toMatchObject({ messageId: message.id });
    for (const device of [ann, annsPhone]) {
      expect(await read(device, message.id)).toBeNull();
      const { conversation } = await device.http.run(CONVERSATION, { id: conversationId });
      expect(conversation.lastMessage.id).toBe(kept.id);
      expect((await historyOf(device, conversationId)).map(({ id }) => id)).not.toContain(message.id);
    }
    expect((await read(bob, message.id)).text).toBe('not to be seen');
    const answer = await send(bob, newSend(conversationId, 're', { replyToId: message.id }));
    expect((await read(ann, answer.id)).replyTo).toBeNull();
    expect((await read(bob, answer.id)).replyTo.id).toBe(message.id);
    expect(await revisionOf(bob, conversationId)).toBe(head + 1);
    await nextOf(his, 'MessageAdded', conversationId);
    expect(his.items.map(({ __typename }) => __typename)).not.toContain('MessageHidden');
  });
});

describe('clearing', () => {
  it('empties a conversation on all own devices, later messages come, the other one keeps all', async () => {
    const conversationId = await ann.openDirect(eve);
    for (const text of ['one', 'two', 'three']) await send(eve, newSend(conversationId, text));
    const hers = await watch(annsPhone);
    const { clearConversation } = await ann.http.run(CLEAR, { input: { conversationId } });
    expect(clearConversation.conversation).toEqual({ id: conversationId, unreadCount: 0, lastMessage: null });
    expect((await nextOf(hers, 'ConversationSettingsChanged', conversationId)).conversation).toEqual(
      clearConversation.conversation,
    );
    expect(await ann.http.run(CLEAR, { input: { conversationId } })).toEqual({ clearConversation });
    expect(await historyOf(annsPhone, conversationId)).toEqual([]);
    expect(await historyOf(eve, conversationId)).toHaveLength(3);
    await send(eve, newSend(conversationId, 'four'));
    expect((await historyOf(ann, conversationId)).map(({ text }) => text)).toEqual(['four']);
    const { conversation } = await annsPhone.http.run(CONVERSATION, { id: conversationId });
    expect(conversation).toMatchObject({ unreadCount: 1, lastMessage: { text: 'four' } });
  });

  it('is refused to strangers, former members and without a sign-in', async () => {
    const { conversationId } = await roomWithFormerMember();
    const stranger = await register(node, 'Stranger');
    expect(await new HttpDoor(node.url).codeOf(CLEAR, { input: { conversationId } })).toBe('UNAUTHENTICATED');
    expect(await stranger.http.codeOf(CLEAR, { input: { conversationId } })).toBe('NOT_FOUND');
    expect(await eve.http.codeOf(CLEAR, { input: { conversationId } })).toBe('NOT_A_MEMBER');
    for (const id of ['', 'nonsense', '0198c0de-0000-7000-8000-000000000000'])
      expect(await ann.http.codeOf(CLEAR, { input: { conversationId: id } })).toBe('NOT_FOUND');
    expect(await historyOf(bob, conversationId)).toHaveLength(1);
  });
});

describe('rewriting is speaking', () => {
  it('is refused to a muted member, who may still take back', async () => {
    const { conversationId, roomId } = await ann.createRoom('Quiet', [bob]);
    const message = await send(bob, newSend(conversationId, 'said'));
    await ann.http.run('mutation ($input: MuteRoomMemberInput!) { muteRoomMember(input: $input) { room { id } } }', {
      input: { roomId, userId: bob.id, until: '9999-12-31T23:59:59.999Z' },
    });
    expect(await bob.http.codeOf(EDIT, { input: { messageId: message.id, text: 'abuse' } })).toBe('MUTED');
    expect(await read(ann, message.id)).toMatchObject({ text: 'said' });
    expect(await recall(bob, message.id)).toMatchObject({ text: null });
  });

  it('is refused between people of whom one has blocked the other', async () => {
    const stranger = await register(node, 'Stranger');
    const conversationId = await stranger.openDirect(bob);
    const message = await send(stranger, newSend(conversationId, 'hello'));
    await bob.http.run('mutation ($input: BlockUserInput!) { blockUser(input: $input) { __typename } }', {
      input: { userId: stranger.id },
    });
    expect(await stranger.http.codeOf(EDIT, { input: { messageId: message.id, text: 'abuse' } })).toBe('BLOCKED');
  });
});
