import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import { act, refusalOf } from './support/acts.js';
import { HttpDoor, type Collector, type Json } from './support/clients.js';
import { SEND, newSend, twoNodes } from './support/messages.js';
import { PASSWORD, register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const DRAFT = 'conversationId text replyToId replyTo { id text } version updatedAt';
const INBOX = `subscription ($after: String) { inbox(after: $after) { __typename
  ... on InboxReady { cursor } ... on InboxCaughtUp { cursor }
  ... on DraftChanged { conversationId version draft { ${DRAFT} } }
  ... on ConversationEvent { conversationId cursor } } }`;

let world: World;
let node: ServerNode;
let other: ServerNode;
let ann: Person;
let annsPhone: Person;
let bob: Person;

beforeAll(async () => {
  world = await createWorld({ MESSAGE_MAX_CHARACTERS: '50' });
  [node, other] = await twoNodes(world);
  ann = await register(node, 'Ann');
  annsPhone = await ann.secondDevice(other);
  bob = await register(other, 'Bob');
});

afterAll(async () => {
  await Promise.all([ann, annsPhone, bob].map((person) => person?.close()));
  await world?.close();
});

const save = (person: Person, conversationId: string, text: string, more: Json = {}): Promise<Json> =>
  act(person.http, 'saveDraft', { conversationId, text, ...more }, `version draft { ${DRAFT} }`);
const draftOf = async (person: Person, id: string): Promise<Json> =>
  (await person.http.run(`query ($id: ID!) { conversation(id: $id) { draft { ${DRAFT} } } }`, { id })).conversation
    .draft;
const send = async (person: Person, input: Json): Promise<Json> =>
  (await person.http.run(SEND, { input })).sendMessage.message;

async function watch(person: Person, after: string | null = null): Promise<Collector> {
  const inbox = person.socket().subscribe(INBOX, { after });
  await inbox.until(
    () => inbox.items.some(({ __typename }) => __typename === 'InboxCaughtUp'),
    10_000,
    'InboxCaughtUp',
  );
  return inbox;
}

const nextDraft = (inbox: Collector, conversationId: string): Promise<Json> =>
  inbox.nextWhere((event) => event.__typename === 'DraftChanged' && event.conversationId === conversationId);

it('are shown and told to all devices of their writer, and to nobody else', async () => {
  const conversationId = await ann.openDirect(bob);
  const message = await bob.send(conversationId, 'a question');
  const [hers, his] = await Promise.all([watch(annsPhone), watch(bob)]);
  const { draft, version } = await save(ann, conversationId, 'an answ', { replyToId: message.id });
  expect(draft).toMatchObject({
    ...{ conversationId, text: 'an answ', version },
    ...{ replyToId: message.id, replyTo: { id: message.id, text: 'a question' } },
  });
  expect(await nextDraft(hers, conversationId)).toMatchObject({ version, draft });
  expect(await draftOf(annsPhone, conversationId)).toEqual(draft);
  expect(await draftOf(bob, conversationId)).toBeNull();
  // The last save wins, and is the only one that is there.
  const later = await save(annsPhone, conversationId, 'an answer');
  expect(later).toMatchObject({ version: version + 1, draft: { text: 'an answer', replyToId: null, replyTo: null } });
  expect(await draftOf(ann, conversationId)).toEqual(later.draft);
  // The same again is no save.
  expect((await save(ann, conversationId, 'an answer')).version).toBe(version + 1);
  expect(await save(ann, conversationId, ' \n')).toEqual({ version: version + 2, draft: null });
  await hers.nextWhere((event) => event.__typename === 'DraftChanged' && event.version === version + 2);
  expect(await draftOf(ann, conversationId)).toBeNull();
  await ann.send(conversationId, 'told after all of it');
  await his.nextWhere((event) => event.__typename === 'MessageAdded');
  expect(his.items.filter(({ __typename }) => __typename === 'DraftChanged')).toEqual([]);
});

it('are told again as they are now to a device that was away', async () => {
  const conversationId = await ann.openDirect(bob);
  const before = await watch(annsPhone);
  const { cursor } = before.items.at(-1);
  before.stop();
  await save(ann, conversationId, 'one');
  const { version } = await save(ann, conversationId, 'two');
  const after = await watch(annsPhone, cursor);
  const told = after.items.filter((event) => event.__typename === 'DraftChanged');
  expect(told).toEqual([expect.objectContaining({ version, draft: expect.objectContaining({ text: 'two' }) })]);
});

it('that are saved at once leave the same one everywhere', async () => {
  const conversationId = await ann.openDirect(bob);
  const inbox = await watch(annsPhone);
  const saves = await Promise.all(
    Array.from({ length: 8 }, (_, index) => save(index % 2 ? ann : annsPhone, conversationId, `text ${index}`)),
  );
  expect(new Set(saves.map(({ version }) => version)).size).toBe(8);
  const last = saves.find(({ version }) => version === Math.max(...saves.map((one) => one.version)));
  expect(await draftOf(ann, conversationId)).toEqual(last.draft);
  expect((await inbox.nextWhere((event) => event.version === last.version)).draft.text).toBe(last.draft.text);
});

it('are wiped by the send that they became, and a late retry of it leaves the next one alone', async () => {
  const conversationId = await ann.openDirect(bob);
  await save(ann, conversationId, 'to be sent');
  const inbox = await watch(annsPhone);
  const kept = await send(ann, newSend(conversationId, 'something else'));
  expect(kept.text).toBe('something else');
  expect((await draftOf(ann, conversationId)).text).toBe('to be sent');
  const input = newSend(conversationId, 'to be sent', { clearDraft: true });
  await send(ann, input);
  expect((await nextDraft(inbox, conversationId)).draft).toBeNull();
  expect(await draftOf(annsPhone, conversationId)).toBeNull();
  await save(ann, conversationId, 'the next one');
  await send(annsPhone, input);
  expect((await draftOf(ann, conversationId)).text).toBe('the next one');
});

it('are refused when too long, to strangers and former members, and for messages of elsewhere', async () => {
  const { conversationId, roomId } = await ann.createRoom('Room', [bob]);
  const stranger = await register(node, 'Stranger');
  const elsewhere = await ann.send(await ann.openDirect(bob), 'elsewhere');
  const input = { conversationId, text: 'x' };
  expect(await refusalOf(new HttpDoor(node.url), 'saveDraft', input)).toBe('UNAUTHENTICATED');
  for (const door of [stranger.http, stranger.socket()])
    expect(await refusalOf(door, 'saveDraft', input)).toBe('NOT_FOUND');
  expect(await refusalOf(ann.http, 'saveDraft', { ...input, text: 'x'.repeat(51) })).toBe('TOO_LARGE');
  for (const replyToId of [elsewhere.id, 'nonsense', elsewhere.id.replace(/_\w+$/, '_zz')])
    expect(await refusalOf(ann.http, 'saveDraft', { ...input, replyToId })).toBe('NOT_FOUND');
  await act(bob.http, 'leaveRoom', { roomId });
  expect(await refusalOf(bob.http, 'saveDraft', input)).toBe('NOT_A_MEMBER');
  await stranger.close();
});

it('go with the membership and with the account', async () => {
  const leaver = await register(node, 'Leaver');
  const { conversationId, roomId } = await ann.createRoom('Room', [leaver, bob]);
  const direct = await leaver.openDirect(bob);
  const rows = async (): Promise<number> =>
    (await node.app.get(Database).query('SELECT 1 FROM drafts WHERE user_id = ?', [leaver.id])).length;
  await save(leaver, conversationId, 'about to');
  await act(ann.http, 'removeRoomMember', { roomId, userId: leaver.id });
  expect(await rows()).toBe(0);
  await act(ann.http, 'addRoomMembers', { roomId, userIds: [leaver.id] });
  expect(await draftOf(leaver, conversationId)).toBeNull();
  await save(leaver, conversationId, 'about to');
  await save(leaver, direct, 'about to');
  const inbox = await watch(bob);
  await act(leaver.http, 'deleteAccount', { password: PASSWORD });
  const left = new Set<string>();
  while (left.size < 2) {
    const event = await inbox.nextWhere(({ __typename }) => __typename === 'MembershipChanged');
    left.add(event.conversationId);
  }
  expect(await rows()).toBe(0);
});
