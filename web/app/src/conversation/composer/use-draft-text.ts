import { useDraft } from '@wireside/apollo/react';
import { useCallback, useEffect, useRef, useState } from 'react';

/** So many of the last texts are known as one's own when they come back. */
const REMEMBERED = 50;

export interface DraftText {
  readonly text: string;
  readonly replyToId: string | null;
  readonly setText: (text: string) => void;
  readonly setReplyToId: (replyToId: string | null) => void;
  /** It has become a message. */
  readonly clear: () => void;
}

/** What is being written: here at once, on the server when it pauses, and taken over from another device while nothing is typed here. */
export function useDraftText(conversationId: string): DraftText {
  const { text: saved, replyToId: savedReply, write } = useDraft(conversationId);
  const [draft, setDraft] = useState({ text: saved, replyToId: savedReply });
  const latest = useRef(draft);
  const own = useRef(new Set<string>([saved]));

  const change = useCallback(
    (next: { text: string; replyToId: string | null }) => {
      latest.current = next;
      setDraft(next);
      own.current.add(next.text);
      for (const oldest of own.current) {
        if (own.current.size <= REMEMBERED) break;
        own.current.delete(oldest);
      }
      write(next.text, next.replyToId);
    },
    [write],
  );

  // What was typed here comes back late and must not undo what was typed since.
  useEffect(() => {
    if (own.current.has(saved)) return;
    own.current.add(saved);
    latest.current = { text: saved, replyToId: savedReply };
    setDraft(latest.current);
  }, [saved, savedReply]);

  const setText = useCallback((text: string) => change({ ...latest.current, text }), [change]);
  const setReplyToId = useCallback((replyToId: string | null) => change({ ...latest.current, replyToId }), [change]);
  const clear = useCallback(() => change({ text: '', replyToId: null }), [change]);
  return { ...draft, setText, setReplyToId, clear };
}
