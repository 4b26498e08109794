import { LRUCache } from 'lru-cache';
import { isId } from '../../common/ids/ids.js';

/** Where a message is. */
export interface MessagePlace {
  readonly conversationId: string;
  readonly seq: number;
}

/** Conversation ids as they stand in message ids, those written last: a page is mostly of one, sends are of many. */
const written = new LRUCache<string, string>({ max: 1000 });

function shortened(conversationId: string): string {
  let text = written.get(conversationId);
  if (text === undefined) {
    text = Buffer.from(conversationId.replaceAll('-', ''), 'hex').toString('base64url');
    written.set(conversationId, text);
  }
  return text;
}

/**
 * A message's public id: its conversation and seq, so that it is found without an index of its own. Clients must not
 * take it apart.
 */
export const messageIdOf = ({ conversationId, seq }: MessagePlace): string =>
  `m_${shortened(conversationId)}_${seq.toString(36)}`;

const FORM = /^m_([\w-]{22})_([1-9a-z][0-9a-z]{0,10})$/;

/** The place that an id names, or null when it is no message id. */
export function placeOf(id: string): MessagePlace | null {
  const match = FORM.exec(id);
  if (!match) return null;
  const hex = Buffer.from(match[1] as string, 'base64url').toString('hex');
  const conversationId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const seq = parseInt(match[2] as string, 36);
  const place = { conversationId, seq };
  // Several texts decode to the same bytes; only the one that we write is an id.
  return isId(conversationId) && Number.isSafeInteger(seq) && messageIdOf(place) === id ? place : null;
}

/** The place that a `placeKey` names. */
export const placeFromKey = (key: string): MessagePlace => {
  const [conversationId = '', seq = '0'] = key.split(':');
  return { conversationId, seq: Number(seq) };
};

export const placeKey = ({ conversationId, seq }: MessagePlace): string => `${conversationId}:${seq}`;
