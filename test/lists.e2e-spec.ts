import { GraphQLSchemaHost } from '@nestjs/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, Variables } from './support/clients.js';
import { listFieldsOf } from './support/list-fields.js';
import { collect, type Collector } from './support/long-lists.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { StatementMeter } from './support/statements.js';

const FEW = 2;
const MANY = 12;

const PERSON = 'id nickname avatarUrl photoWall { id url width }';
const ONE_MESSAGE = `id text sender { ${PERSON} } replyTo { id text sender { nickname } } mentions { id nickname }
  attachments { id url kind }`;
const PARTICIPANTS = `edges { node { role readSeq user { ${PERSON} } } }`;
const ONE_CONVERSATION = `id kind lastSeq unreadCount readSeq participantCount viewerRole
  room { id name memberCount avatarUrl viewerRole presentCount } peer { ${PERSON} } lastMessage { ${ONE_MESSAGE} }`;
const ONE_CONTACT = `alias unreadCount group { id name } user { ${PERSON} }`;

interface Case {
  readonly query: string;
  readonly variables?: Variables;
  /** The list whose length is told by the world, in the answer. */
  readonly items: (data: Json) => readonly unknown[];
  /** Payloads of mutations: what they write may grow with what they are given, what they read may not. */
  readonly writes?: true;
}

const mutation = (name: string, selection: string): string =>
  `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`;

const inConversations = (selection: string): string =>
  `query ($first: Int) { conversations(first: $first, filter: { kind: ROOM }) { edges { node { id ${selection} } } } }`;

/** What is asked for every field of the schema that answers several things: a new list without a case fails. */
const CASES: Readonly<Record<string, (world: Collector, length: number) => Case>> = {
  'Query.contacts': () => ({ query: `{ contacts { ${ONE_CONTACT} } }`, items: ({ contacts }) => contacts }),
  'Query.contactGroups': () => ({
    query: `{ contactGroups { id name contacts { ${ONE_CONTACT} } } }`,
    items: ({ contactGroups }) => contactGroups.filter((group: Json) => group.contacts.length > 0),
  }),
  'ContactGroup.contacts': () => ({
    query: `{ contactGroups { contacts { ${ONE_CONTACT} } } }`,
    items: ({ contactGroups }) => contactGroups.flatMap((group: Json) => group.contacts),
  }),
  'Query.sessions': () => ({
    query: '{ sessions { id current address userAgent lastUsedAt } }',
    items: ({ sessions }) => sessions.slice(1),
  }),
  'Me.photoWall': () => ({ query: '{ me { photoWall { id url width } } }', items: ({ me }) => me.photoWall }),
  'User.photoWall': ({ owner }) => ({
    query: 'query ($id: ID) { user(id: $id) { avatarUrl photoWall { id url width } } }',
    variables: { id: owner.id },
    items: ({ user }) => user.photoWall,
  }),
  'Message.attachments': ({ messageId }) => ({
    query: 'query ($id: ID!) { message(id: $id) { attachments { id url kind width size } } }',
    variables: { id: messageId },
    items: ({ message }) => message.attachments,
  }),
  'Message.mentions': ({ messageId }) => ({
    query: `query ($id: ID!) { message(id: $id) { mentions { ${PERSON} } } }`,
    variables: { id: messageId },
    items: ({ message }) => message.mentions,
  }),
  'Message.reactions': ({ messageId }) => ({
    query: 'query ($id: ID!) { message(id: $id) { reactions { emoji count viewerHasReacted } } }',
    variables: { id: messageId },
    items: ({ message }) => message.reactions,
  }),
  'Reaction.users': ({ messageId }, length) => ({
    query: `query ($id: ID!, $first: Int) {
      message(id: $id) { reactions { emoji users(first: $first) { edges { node { ${PERSON} } } } } } }`,
    variables: { id: messageId, first: length },
    items: ({ message }) => message.reactions[0].users.edges,
  }),
  'MessagePage.items': ({ room }, length) => ({
    query: `query ($id: ID!, $size: Int!) { messagePage(conversationId: $id, pageSize: $size) { items { ${ONE_MESSAGE} } } }`,
    variables: { id: room.conversationId, size: length },
    items: ({ messagePage }) => messagePage.items,
  }),
  'AttachmentUpload.headers': () => ({
    query: mutation('createAttachmentUpload', 'upload { url headers { name value } }'),
    variables: { input: { fileName: 'a.png', size: 1 } },
    // There are as many as the storage wants, whatever else there is.
    items: ({ createAttachmentUpload }) => createAttachmentUpload.upload.headers,
  }),
  'Query.conversations': (_, length) => ({
    query: `query ($first: Int) { conversations(first: $first) { edges { node {
      ${ONE_CONVERSATION} participants(first: 5) { ${PARTICIPANTS} } messages(last: 2) { edges { node { ${ONE_MESSAGE} } } }
    } } } }`,
    // As many of each kind.
    variables: { first: 2 * length },
    items: ({ conversations }) => conversations.edges.filter(({ node: { kind } }: Json) => kind === 'DIRECT'),
  }),
  'Conversation.messages': (_, length) => ({
    query: inConversations(`messages(last: 3) { edges { node { ${ONE_MESSAGE} } } pageInfo { hasPreviousPage } }`),
    variables: { first: length },
    items: ({ conversations }) => conversations.edges,
  }),
  'Conversation.participants': (_, length) => ({
    query: inConversations(`participants(first: 2) { ${PARTICIPANTS} pageInfo { hasNextPage } }`),
    variables: { first: length },
    items: ({ conversations }) => conversations.edges,
  }),
  'Query.rooms': (_, length) => ({
    query: `query ($first: Int) { rooms(first: $first) { edges { node {
      id name memberCount avatarUrl viewerRole presentCount conversation { ${ONE_CONVERSATION} }
      members(first: 3) { ${PARTICIPANTS} } presentUsers(first: 3) { edges { node { ${PERSON} } } }
    } } } }`,
    variables: { first: length },
    items: ({ rooms }) => rooms.edges,
  }),
  'Room.members': ({ room }, length) => ({
    query: `query ($id: ID!, $first: Int) { room(id: $id) { members(first: $first) { ${PARTICIPANTS} } } }`,
    variables: { id: room.roomId, first: length },
    items: ({ room: { members } }) => members.edges,
  }),
  'Room.presentUsers': ({ room }, length) => ({
    query: `query ($id: ID!, $first: Int) { room(id: $id) { presentUsers(first: $first) { edges { node { ${PERSON} } } } } }`,
    variables: { id: room.roomId, first: length },
    items: ({ room: { presentUsers } }) => presentUsers.edges,
  }),
  'Query.roomBans': ({ room }, length) => ({
    query: `query ($id: ID!, $first: Int) { roomBans(roomId: $id, first: $first) {
      edges { node { until reason user { ${PERSON} } bannedBy { nickname } } } } }`,
    variables: { id: room.roomId, first: length },
    items: ({ roomBans }) => roomBans.edges,
  }),
  'Query.users': ({ tag }, length) => ({
    query: `query ($tag: String, $first: Int) { users(search: $tag, first: $first) { edges { node { ${PERSON} } } } }`,
    variables: { tag, first: length },
    items: ({ users }) => users.edges,
  }),
  'Query.loginHistory': (_, length) => ({
    query: 'query ($first: Int) { loginHistory(first: $first) { edges { node { id attemptedAt address } } } }',
    variables: { first: length },
    items: ({ loginHistory }) => loginHistory.edges,
  }),
  'Query.blockedUsers': (_, length) => ({
    query: `query ($first: Int) { blockedUsers(first: $first) { edges { node { user { ${PERSON} } } } } }`,
    variables: { first: length },
    items: ({ blockedUsers }) => blockedUsers.edges,
  }),
  'CreateRoomPayload.skipped': ({ people, tag }) => ({
    query: mutation('createRoom', `room { ${'id memberCount'} } skipped { reason user { nickname } }`),
    variables: { input: { name: `${tag} skips`, memberIds: people.map(({ id }) => `${id.slice(0, -4)}0000`) } },
    items: ({ createRoom }) => createRoom.skipped,
    writes: true,
  }),
  'AddRoomMembersPayload.skipped': ({ people, room }) => ({
    query: mutation('addRoomMembers', `room { id } skipped { reason user { ${PERSON} } }`),
    variables: { input: { roomId: room.roomId, userIds: people.map(({ id }) => id) } },
    items: ({ addRoomMembers }) => addRoomMembers.skipped,
    writes: true,
  }),
  'MoveContactGroupPayload.groups': ({ groupIds }) => ({
    query: mutation('moveContactGroup', `groups { id position contacts { ${ONE_CONTACT} } }`),
    variables: { input: { groupId: groupIds.at(-1), position: 0 } },
    items: ({ moveContactGroup }) => moveContactGroup.groups.filter((group: Json) => group.contacts.length > 0),
    writes: true,
  }),
  'DeleteContactGroupPayload.groups': ({ groupIds }) => ({
    query: mutation('deleteContactGroup', `groups { id position contacts { ${ONE_CONTACT} } }`),
    variables: { input: { groupId: groupIds.at(-1) } },
    // The contact of the deleted group is in the default one now.
    items: ({ deleteContactGroup }) => deleteContactGroup.groups.flatMap((group: Json) => group.contacts),
    writes: true,
  }),
};

/** Measured in tests of their own, below. */
const APART = ['AddRoomMembersPayload.added', 'ContactsChanged.groups', 'MessageLimits.attachmentTypes'];

/** Which tables were read how often, for a failure that tells where the extra ones come from. */
function outlineOf(statements: readonly string[]): Record<string, number> {
  const outline: Record<string, number> = {};
  for (const sql of statements) {
    const table = /\b(?:FROM|INTO|UPDATE) (\w+)/.exec(sql)?.[1] ?? sql.slice(0, 40);
    outline[table] = (outline[table] ?? 0) + 1;
  }
  return outline;
}

let world: World;
let node: ServerNode;
let meter: StatementMeter;
let few: Collector;
let many: Collector;

beforeAll(async () => {
  // The background asks the database for as little as it can: one test counts all that is asked.
  world = await createWorld({ DELIVERY_POLL_MS: '10000' });
  node = await world.startNode();
  meter = new StatementMeter(node);
  few = await collect(node, FEW);
  many = await collect(node, MANY);
});
afterAll(() => world?.close());

it('every field of the schema that answers several things has its case here', () => {
  const { lists, connections } = listFieldsOf(node.app.get(GraphQLSchemaHost, { strict: false }).schema);
  expect([...lists, ...connections].sort()).toEqual([...Object.keys(CASES), ...APART].sort());
});

/**
 * How much more may be asked of a table. What is wanted at several places of a document is read in as many batches as its
 * answers come in, fewer when few people are everywhere the same ones: still far from one per item.
 */
const TOLERATED = (MANY - FEW) / 2;

function expectAsCheap(large: readonly string[], small: readonly string[]): void {
  expect(small.length).toBeGreaterThan(0);
  const [more, base] = [outlineOf(large), outlineOf(small)];
  const grown = Object.keys(more).filter((table) => more[table]! - (base[table] ?? 0) > TOLERATED);
  expect(grown, JSON.stringify({ large: more, small: base })).toEqual([]);
}

/** What a mutation reads; that it advances the feeds of those whom it concerns one by one is part of writing. */
const readsOf = (statements: readonly string[]): string[] =>
  statements.filter((sql) => sql.trimStart().startsWith('SELECT') && !sql.includes('FROM user_feeds'));

describe('as many statements, however long the list is', () => {
  const costOf = async (on: Collector, length: number, name: string): Promise<readonly string[]> => {
    const { query, variables, items, writes } = CASES[name]!(on, length);
    const { data, statements } = await meter.measure(on.owner, query, variables);
    if (name !== 'AttachmentUpload.headers') expect(items(data)).toHaveLength(length);
    return writes ? readsOf(statements) : statements;
  };

  it.each(Object.keys(CASES))('%s', async (name) => {
    expectAsCheap(await costOf(many, MANY, name), await costOf(few, FEW, name));
  });

  it('AddRoomMembersPayload.added', async () => {
    const add = mutation('addRoomMembers', `added { ${PERSON} } room { id members { ${PARTICIPANTS} } }`);
    const costOfAdding = async ({ owner, people }: Collector): Promise<readonly string[]> => {
      const { roomId } = await owner.createRoom('Empty');
      const input = { roomId, userIds: people.map(({ id }) => id) };
      const { data, statements } = await meter.measure(owner, add, { input });
      expect(data.addRoomMembers.added).toHaveLength(people.length);
      return readsOf(statements);
    };
    expectAsCheap(await costOfAdding(many), await costOfAdding(few));
  });

  it('MessageLimits.attachmentTypes: none of its own', async () => {
    const limits = await meter.measure(many.owner, '{ messageLimits { attachmentTypes } }');
    expect(limits.data.messageLimits.attachmentTypes).toBeInstanceOf(Array);
    const { statements } = await meter.measure(many.owner, '{ me { id } }');
    expect(limits.statements.length).toBeLessThanOrEqual(statements.length);
  });

  it('ContactsChanged.groups', async () => {
    const changed = `subscription { contactsChanged { groupId groups { id name contacts { ${ONE_CONTACT} } } } }`;
    const costOfNews = async ({ owner, groupIds: [groupId] }: Collector): Promise<number> => {
      const news = owner.socket().subscribe(changed);
      const rename = async (name: string): Promise<void> => {
        await owner.http.run(mutation('renameContactGroup', 'group { id }'), { input: { groupId, name } });
      };
      // Somebody is told from the moment on at which they listen, so it is said until it is heard.
      while (news.items.length === 0) await rename(`Name ${Math.random()}`);
      const costs: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        const name = `Round ${round}`;
        const told = () => news.items.some(({ groups }) => groups?.some((group: Json) => group.name === name));
        costs.push(await meter.countAll(() => Promise.all([rename(name), news.until(told)])));
      }
      news.stop();
      // What runs in the background can only add to it.
      return Math.min(...costs);
    };
    const small = await costOfNews(few);
    expect(await costOfNews(many)).toBeLessThanOrEqual(small + TOLERATED);
  });
});
