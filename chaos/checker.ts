import { checkStreams } from './check-streams.js';
import { statusOf, type History, type SendRecord, type StoredConversation, type StoredMessage } from './history.js';
import { Findings, type Verdict } from './verdict.js';

/**
 * Looks at a whole history for everything that the promises rule out. Pure: the same history gives the same verdict.
 *
 * The method is that of Jepsen's workloads for logs and queues: unknown outcomes may have happened or not, everything
 * acknowledged must be there, once, where the acknowledgement said, in an order that agrees with real time.
 */
export function check(history: History): Verdict {
  const findings = new Findings();
  const stored = new Map(history.store.map((conversation) => [conversation.id, conversation]));
  for (const conversation of history.store) checkNumbers(conversation, findings);
  checkSends(history, findings);
  checkOrder(history.sends, findings);
  checkStreams(history, stored, findings);
  checkUnread(history, stored, findings);
  const acknowledged = history.sends.filter((send) => statusOf(send) === 'ok').length;
  const unknown = history.sends.filter((send) => statusOf(send) === 'unknown');
  const present = keysOf(history.store);
  return findings.verdict({
    acknowledged,
    unknownCommitted: unknown.filter((send) => present.has(keyOf(send))).length,
    unknownNotCommitted: unknown.filter((send) => !present.has(keyOf(send))).length,
    refused: history.sends.length - acknowledged - unknown.length,
    stored: history.store.reduce((sum, { messages }) => sum + messages.length, 0),
    revisions: history.store.reduce((sum, { revision }) => sum + revision, 0),
    deliveries: history.streams.reduce((sum, { events }) => sum + events.length, 0),
    unreadReadings: history.unread.length,
    removals: history.removals.length,
  });
}

const keyOf = (it: { readonly senderId: string; readonly clientMessageId: string }): string =>
  `${it.senderId} ${it.clientMessageId}`;

const keysOf = (store: readonly StoredConversation[]): Set<string> =>
  new Set(store.flatMap(({ messages }) => messages.map(keyOf)));

/** Seqs are 1, 2, 3… and so are revisions; both rise together. */
function checkNumbers({ id, lastSeq, revision, messages, revisions }: StoredConversation, findings: Findings): void {
  for (const [index, { seq }] of messages.entries())
    if (seq !== index + 1) {
      findings.add('hole', `${id}: message ${index + 1} has seq ${seq}`);
      break;
    }
  if (lastSeq !== messages.length) findings.add('hole', `${id}: ${messages.length} messages, lastSeq ${lastSeq}`);
  const sorted = [...revisions].sort((a, b) => a - b);
  for (const [index, number] of sorted.entries())
    if (number !== index + 1) {
      findings.add('hole', `${id}: revision ${index + 1} is ${number}`);
      break;
    }
  if (revision !== sorted.length) findings.add('hole', `${id}: ${sorted.length} changes, revision ${revision}`);
}

function checkSends({ sends, store }: History, findings: Findings): void {
  const byKey = new Map<string, StoredMessage[]>();
  for (const { messages } of store)
    for (const message of messages) byKey.set(keyOf(message), [...(byKey.get(keyOf(message)) ?? []), message]);
  for (const send of sends) checkSend(send, byKey.get(keyOf(send)) ?? [], findings);
  const invoked = new Set(sends.map(keyOf));
  for (const key of byKey.keys()) if (!invoked.has(key)) findings.add('phantom', `${key} was never sent`);
}

function checkSend(send: SendRecord, found: readonly StoredMessage[], findings: Findings): void {
  const name = `${send.conversationId}: ${send.clientMessageId}`;
  const status = statusOf(send);
  if (found.length > 1) findings.add('duplicate', `${name} is stored ${found.length} times`);
  for (const { why } of send.attempts) if (why === 'INTERNAL') findings.add('internal', name);
  const message = found[0];
  if (!message) {
    if (status === 'ok') findings.add('lost', `${name} was acknowledged and is not there`);
    return;
  }
  if (status === 'failed') findings.add('phantom', `${name} was refused and is there`);
  if (!message.recalled && !message.text?.startsWith(send.text))
    findings.add('phantom', `${name} says "${message.text}" instead of "${send.text}"`);
  for (const { place } of send.attempts)
    if (place && (place.id !== message.id || place.seq !== message.seq))
      findings.add('ackDiffers', `${name}: told seq ${place.seq} (${place.id}), stored ${message.seq} (${message.id})`);
}

/** Whatever was acknowledged before another send of the conversation began comes before it. */
function checkOrder(sends: readonly SendRecord[], findings: Findings): void {
  const byConversation = new Map<string, { began: number; ended: number; seq: number; name: string }[]>();
  for (const send of sends) {
    const answered = send.attempts.find(({ outcome }) => outcome === 'ok');
    const first = send.attempts[0];
    if (!first || !answered?.place) continue;
    const list = byConversation.get(send.conversationId) ?? [];
    byConversation.set(send.conversationId, list);
    const { seq } = answered.place;
    list.push({ began: first.invokedAt, ended: answered.endedAt, seq, name: send.clientMessageId });
  }
  for (const [conversationId, list] of byConversation) {
    const byEnd = [...list].sort((a, b) => a.ended - b.ended);
    let next = 0;
    let highest = 0;
    for (const send of list.sort((a, b) => a.began - b.began)) {
      for (let done = byEnd[next]; done && done.ended < send.began; done = byEnd[(next += 1)])
        if (done.seq > highest) highest = done.seq;
      if (send.seq <= highest)
        findings.add(
          'wrongOrder',
          `${conversationId}: ${send.name} has seq ${send.seq}, begun after ${highest} was told`,
        );
    }
  }
}

function checkUnread({ unread }: History, stored: ReadonlyMap<string, StoredConversation>, findings: Findings): void {
  for (const { userId, conversationId, readSeq, unreadCount, atLeast, hidden } of unread) {
    const messages = stored.get(conversationId)?.messages ?? [];
    const count = messages.filter(({ seq, recalled }) => seq > readSeq && !recalled && !hidden.includes(seq)).length;
    if (count !== unreadCount || readSeq < atLeast)
      findings.add(
        'unread',
        `${conversationId} for ${userId}: told ${unreadCount} from ${readSeq}, counted ${count}, read at least ${atLeast}`,
      );
  }
}
