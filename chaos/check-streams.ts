import { markOf, type History, type StoredConversation, type StoredMessage, type StreamRecord } from './history.js';
import type { Findings } from './verdict.js';

/** Each subscriber has each revision above its base once, in order, as it is stored, up to the head or its own removal. */
export function checkStreams(
  { streams, removals }: History,
  stored: ReadonlyMap<string, StoredConversation>,
  findings: Findings,
): void {
  const removedAt = new Map(
    removals.map((removal) => [`${removal.userId} ${removal.conversationId}`, removal.revision]),
  );
  const byRevision = new Map<string, Map<number, StoredMessage>>();
  for (const { id, messages } of stored.values())
    byRevision.set(id, new Map(messages.map((message) => [message.revision, message])));
  for (const stream of streams) {
    const conversation = stored.get(stream.conversationId);
    if (!conversation) {
      findings.add('eventDiffers', `${stream.subscriber} was told of ${stream.conversationId}, which is not there`);
      continue;
    }
    const removal = removedAt.get(`${stream.userId} ${stream.conversationId}`);
    checkSequence(stream, removal ?? conversation.revision, findings);
    if (removal !== undefined)
      for (const { revision } of stream.events)
        if (revision > removal) findings.add('afterRemoval', `${nameOf(stream)}: ${revision}, removed at ${removal}`);
    checkContents(stream, byRevision.get(stream.conversationId) ?? new Map<number, StoredMessage>(), findings);
  }
}

const nameOf = ({ subscriber, conversationId }: StreamRecord): string => `${subscriber} in ${conversationId}`;

function checkSequence(stream: StreamRecord, head: number, findings: Findings): void {
  const had = new Set<number>();
  const resets = [...stream.resets].sort((a, b) => a - b);
  let last = stream.base;
  for (const { revision } of stream.events) {
    while (resets[0] !== undefined && resets[0] < revision) last = Math.max(last, resets.shift() ?? 0);
    if (had.has(revision) || revision <= stream.base) {
      if (stream.tellsSeen) findings.add('repeated', `${nameOf(stream)}: ${revision} again, after ${last}`);
    } else if (revision < last) findings.add('backwards', `${nameOf(stream)}: ${revision} after ${last}`);
    else if (revision > last + 1)
      findings.add('skipped', `${nameOf(stream)}: ${revision} after ${last}`, revision - last - 1);
    had.add(revision);
    if (revision > last) last = revision;
  }
  last = Math.max(last, resets.at(-1) ?? 0);
  if (last < head) findings.add('skipped', `${nameOf(stream)}: ends at ${last} of ${head}`, head - last);
  for (const reset of stream.resets) findings.add('reset', `${nameOf(stream)}: told to read up to ${reset}`);
}

/** An event tells of the message that is stored with its revision, and of no other. */
function checkContents(stream: StreamRecord, stored: ReadonlyMap<number, StoredMessage>, findings: Findings): void {
  for (const { revision, mark } of stream.events) {
    if (mark === '') continue;
    const message = stored.get(revision);
    if (!message) {
      findings.add('eventDiffers', `${nameOf(stream)}: ${revision} told "${mark}", which is not stored`);
      continue;
    }
    const place = markOf(message);
    if (mark !== place) findings.add('eventDiffers', `${nameOf(stream)}: "${mark}", stored "${place}"`);
  }
}
