import { randomUUID } from 'node:crypto';
import type { Collector, Json, SocketDoor } from './clients.js';
import type { Person } from './people.js';
import type { ServerNode, World } from './server.js';

export const MESSAGE = `id conversationId seq revision clientMessageId text sentAt createdAt editedAt recalledAt
  sender { id nickname username } replyTo { id text } mentions { id } attachments { id kind fileName }`;

const mutation = (name: string, selection: string): string =>
  `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`;

export const SEND = mutation('sendMessage', `message { ${MESSAGE} }`);
export const EDIT = mutation('editMessage', `message { ${MESSAGE} }`);
export const RECALL = mutation('recallMessage', `message { ${MESSAGE} }`);
export const HIDE = mutation('hideMessage', 'messageId conversationId');
export const CLEAR = mutation('clearConversation', 'conversation { id unreadCount lastMessage { id } }');
export const MARK_READ = mutation('markRead', 'conversation { id readSeq unreadCount }');
export const JOIN = mutation('joinRoom', 'room { id }');
export const LEAVE = mutation('leaveRoom', 'roomId');
export const REMOVE = mutation('removeRoomMember', 'userId');

export const MESSAGE_BY_ID = `query ($id: ID!) { message(id: $id) { ${MESSAGE} } }`;

export const HISTORY = `query (
  $id: ID!, $first: Int, $after: String, $last: Int, $before: String, $afterSeq: Int, $beforeSeq: Int
) {
  conversation(id: $id) { messages(
    first: $first, after: $after, last: $last, before: $before, afterSeq: $afterSeq, beforeSeq: $beforeSeq
  ) {
    edges { cursor node { ${MESSAGE} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  } }
}`;

export const PAGE = `query ($id: ID!, $page: Int, $size: Int) {
  messagePage(conversationId: $id, page: $page, pageSize: $size) {
    items { ${MESSAGE} } currentPage pageSize totalCount totalPages
  }
}`;

export const CONVERSATION = `query ($id: ID!) {
  conversation(id: $id) { id lastSeq revision unreadCount readSeq lastMessage { ${MESSAGE} } }
}`;

const INBOX = `subscription ($after: String) { inbox(after: $after) {
  __typename
  ... on MessageAdded { conversationId revision message { ${MESSAGE} } }
  ... on MessageEdited { conversationId revision message { ${MESSAGE} } }
  ... on MessageRecalled { conversationId revision message { ${MESSAGE} } }
  ... on MessageHidden { conversationId messageId }
  ... on ConversationSettingsChanged { conversationId conversation { id unreadCount lastMessage { id } } }
} }`;

/** Opens somebody's inbox; answers once it is live. */
export async function watch(person: Person, socket: SocketDoor = person.socket()): Promise<Collector> {
  const inbox = socket.subscribe(INBOX);
  await inbox.nextWhere(({ __typename }) => __typename === 'InboxCaughtUp');
  return inbox;
}

/** The next event of a kind in a conversation. */
export const nextOf = (inbox: Collector, kind: string, conversationId: string): Promise<Json> =>
  inbox.nextWhere((event) => event.__typename === kind && event.conversationId === conversationId);

export const newSend = (conversationId: string, text: string | null = 'hello', more: Json = {}): Json => ({
  conversationId,
  clientMessageId: randomUUID(),
  text,
  ...more,
});

/** The whole history that a person sees, oldest first. */
export async function historyOf(person: Person, id: string): Promise<Json[]> {
  const nodes: Json[] = [];
  for (let after: string | null = null; ;) {
    const { conversation } = await person.http.run(HISTORY, { id, first: 100, after });
    nodes.push(...conversation.messages.edges.map(({ node }: Json) => node));
    if (!conversation.messages.pageInfo.hasNextPage) return nodes;
    after = conversation.messages.pageInfo.endCursor;
  }
}

/** Two nodes where the database can be shared, the same one twice elsewhere. */
export async function twoNodes(
  world: World,
  settings: Readonly<Record<string, string>> = {},
): Promise<[ServerNode, ServerNode]> {
  const first = await world.startNode(settings);
  return [first, world.isShared ? await world.startNode(settings) : first];
}
