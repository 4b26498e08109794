import type { Json } from '../test/support/clients.js';
import type { StoredConversation, StoredMessage, UnreadReading } from './history.js';
import type { Place, Population } from './population.js';
import type { Stage } from './stage.js';
import { HttpWire } from './wire.js';

const HISTORY = `query ($id: ID!, $after: String) {
  conversation(id: $id) { messages(first: 100, after: $after) {
    edges { node { id seq clientMessageId text recalledAt sender { id } } } pageInfo { hasNextPage endCursor }
  } }
}`;

const UNREAD = `query ($id: ID!) { conversation(id: $id) { readSeq unreadCount } }`;

/** What is committed, past the product: the newest revision of each conversation. */
export async function headsOf(stage: Stage, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await stage.sql<{ id: string; revision: number }>(
    `SELECT id, revision FROM conversations WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Map(rows.map(({ id, revision }) => [id, Number(revision)]));
}

/** Reads every conversation to its end through the product, and its numbers from the tables. */
export async function readStore(stage: Stage, { owner, places }: Population): Promise<StoredConversation[]> {
  const stored: StoredConversation[] = [];
  for (const place of places) stored.push(await readConversation(stage, owner.accessToken, place));
  return stored;
}

async function readConversation(stage: Stage, token: string, { conversationId }: Place): Promise<StoredConversation> {
  const [head] = await stage.sql<{ last_seq: number; revision: number }>(
    'SELECT last_seq, revision FROM conversations WHERE id = ?',
    [conversationId],
  );
  const rows = await stage.sql<{ seq: number; created_revision: number }>(
    'SELECT seq, created_revision FROM messages WHERE conversation_id = ? ORDER BY seq',
    [conversationId],
  );
  const events = await stage.sql<{ revision: number }>(
    'SELECT revision FROM conversation_events WHERE conversation_id = ?',
    [conversationId],
  );
  const bySeq = new Map(rows.map((row) => [Number(row.seq), Number(row.created_revision)]));
  const messages = await readMessages(stage, token, conversationId, bySeq);
  if (!head || messages.length !== rows.length)
    throw new Error(`${conversationId}: ${rows.length} rows, ${messages.length} read`);
  return {
    id: conversationId,
    lastSeq: Number(head.last_seq),
    revision: Number(head.revision),
    messages,
    revisions: [...bySeq.values(), ...events.map(({ revision }) => Number(revision))],
  };
}

/** Page by page, each from another node. */
async function readMessages(
  stage: Stage,
  token: string,
  id: string,
  revisions: ReadonlyMap<number, number>,
): Promise<StoredMessage[]> {
  const messages: StoredMessage[] = [];
  for (let after: string | null = null, page = 0; ; page += 1) {
    const node = stage.upNodes[page % stage.upNodes.length]!;
    const reply = await new HttpWire(() => node.url, token).ask(HISTORY, { id, after }, 30_000);
    if (reply.kind !== 'ok') throw new Error(`history could not be read: ${JSON.stringify(reply)}`);
    const { edges, pageInfo } = reply.data.conversation.messages;
    for (const { node: message } of edges as Json[])
      messages.push({
        id: message.id,
        seq: message.seq,
        revision: revisions.get(message.seq) ?? 0,
        text: message.text,
        senderId: message.sender.id,
        clientMessageId: message.clientMessageId,
        recalled: message.recalledAt !== null,
      });
    if (!pageInfo.hasNextPage) return messages;
    after = pageInfo.endCursor;
  }
}

/** Asks unread counts of a sample of members, on every node. */
export async function readUnread(
  stage: Stage,
  { places, writers, followers }: Population,
  atLeast: (userId: string, conversationId: string) => number,
): Promise<UnreadReading[]> {
  const readings: UnreadReading[] = [];
  for (const [index, person] of [...writers.slice(0, 16), ...followers.slice(0, 8)].entries())
    for (const { conversationId, members } of places) {
      if (!members.includes(person)) continue;
      const node = stage.upNodes[index % stage.upNodes.length]!;
      const reply = await new HttpWire(() => node.url, person.accessToken).ask(UNREAD, { id: conversationId }, 30_000);
      if (reply.kind !== 'ok') throw new Error(`unread could not be read: ${JSON.stringify(reply)}`);
      // Null: not a member any more.
      if (!reply.data.conversation) continue;
      const { readSeq, unreadCount } = reply.data.conversation;
      readings.push({
        userId: person.id,
        conversationId,
        readSeq,
        unreadCount,
        atLeast: atLeast(person.id, conversationId),
        hidden: [],
      });
    }
  return readings;
}
