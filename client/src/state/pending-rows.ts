import type { PendingSend } from '../outbox/outbox.js';
import type { HistoryRow } from './message-index.js';

/** A message that is not a fact yet. Its key stays the same when it becomes one, so that its row is not mounted again. */
export interface PendingRow {
  readonly kind: 'pending';
  readonly key: string;
  readonly send: PendingSend;
}

/** The rows of a conversation: what is a fact, then what waits, each message once. */
export function withPending(
  facts: readonly HistoryRow[],
  pending: readonly PendingSend[],
  conversationId: string,
  userId: string,
): readonly (HistoryRow | PendingRow)[] {
  const waiting = pending
    .filter((send) => send.conversationId === conversationId)
    .map((send): PendingRow => ({ kind: 'pending', key: `${userId}:${send.clientMessageId}`, send }));
  if (waiting.length === 0) return facts;
  const keys = new Set(facts.map(({ key }) => key));
  return [...facts, ...waiting.filter(({ key }) => !keys.has(key))];
}
