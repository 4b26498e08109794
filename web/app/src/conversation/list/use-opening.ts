import type { ConversationFieldsFragment } from '@wireside/apollo';
import { useChat, type Messages } from '@wireside/apollo/react';
import { useEffect, useRef, useState } from 'react';
import { placeIn, type Place } from './places.js';

export type Opening =
  | { readonly kind: 'end' }
  /** The first that was not read, at the top. */
  | { readonly kind: 'unread'; readonly seq: number }
  /** Where the viewer was when they left. */
  | { readonly kind: 'place'; readonly seq: number; readonly place: Place };

function openingOf({ id, unreadCount, readSeq }: ConversationFieldsFragment): Opening {
  const place = placeIn(id);
  if (place) return { kind: 'place', seq: place.seq, place };
  return unreadCount > 0 ? { kind: 'unread', seq: readSeq + 1 } : { kind: 'end' };
}

/** Where to begin, once what is there and what is before it is here; null until then. */
export function useOpening(conversation: ConversationFieldsFragment, messages: Messages): Opening | null {
  const chat = useChat();
  const [opening] = useState(() => openingOf(conversation));
  const [hasFailed, setFailed] = useState(false);
  const hasAsked = useRef(false);
  const wasHere = useRef(false);
  const { rows, hasOlder, loadAround } = messages;
  const { id, lastSeq } = conversation;
  const seq = opening.kind === 'end' ? lastSeq : opening.seq;
  const index = chat?.state.get(id)?.index;
  const has = (one: number): boolean => index?.has(one) === true;
  const isHere = lastSeq === 0 || (has(seq) && (seq === 1 || has(seq - 1) || (!hasOlder && rows.length > 0)));
  // What is forgotten later, as after a long break, does not begin anew.
  wasHere.current ||= isHere;

  useEffect(() => {
    if (isHere || hasAsked.current) return;
    hasAsked.current = true;
    loadAround(seq).catch(() => setFailed(true));
  }, [isHere, seq, loadAround]);

  if (wasHere.current) return opening;
  // What can't be read now must not keep anybody from what is here.
  return hasFailed ? { kind: 'end' } : null;
}
