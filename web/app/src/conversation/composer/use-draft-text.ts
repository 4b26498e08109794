import { useChat, useConversation, useDraft } from '@wireside/apollo/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { tellTabs } from './draft-tabs.js';

export interface DraftText {
  readonly text: string;
  readonly replyToId: string | null;
  readonly setText: (text: string) => void;
  readonly setReplyToId: (replyToId: string | null) => void;
  /** It has become a message. */
  readonly clear: () => void;
}

interface Written {
  readonly text: string;
  readonly replyToId: string | null;
}

/** To the server a text of blanks is none. */
const isSame = (one: Written, other: Written): boolean =>
  one.replyToId === other.replyToId &&
  (one.text === other.text || (one.text.trim() === '' && other.text.trim() === ''));

/** What is being written: here and in the other tabs at once, on the server when it pauses, and taken over from another device while nothing is typed here. */
export function useDraftText(conversationId: string): DraftText {
  const chat = useChat();
  const { text, replyToId, write } = useDraft(conversationId);
  const saved = useConversation(conversationId)?.draft ?? null;
  const [draft, setDraft] = useState<Written>({ text, replyToId });
  const latest = useRef(draft);

  const change = useCallback(
    (next: Written) => {
      latest.current = next;
      setDraft(next);
      write(next.text, next.replyToId);
      tellTabs({ conversationId, ...next });
    },
    [write, conversationId],
  );

  const savedText = saved?.text ?? '';
  const savedReply = saved?.replyToId ?? null;
  useEffect(() => {
    const theirs = { text: savedText, replyToId: savedReply };
    // What is typed here is newer until it is saved.
    if (chat?.drafts.unsavedOf(conversationId) || isSame(latest.current, theirs)) return;
    latest.current = theirs;
    setDraft(theirs);
  }, [chat, conversationId, savedText, savedReply]);

  const setText = useCallback((text: string) => change({ ...latest.current, text }), [change]);
  const setReplyToId = useCallback((replyToId: string | null) => change({ ...latest.current, replyToId }), [change]);
  const clear = useCallback(() => change({ text: '', replyToId: null }), [change]);
  return { ...draft, setText, setReplyToId, clear };
}
