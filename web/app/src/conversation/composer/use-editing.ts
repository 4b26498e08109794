import type { MessageFieldsFragment } from '@wireside/apollo';
import { useChat } from '@wireside/apollo/react';
import { useCallback, useState } from 'react';
import { useAttempt } from '../../ui/use-attempt.js';
import { useMessageChanges } from '../message/use-message-changes.js';

export interface Editing {
  readonly message: MessageFieldsFragment | null;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly start: (messageId: string) => void;
  /** Takes up the last message of the viewer; answers whether there is one. */
  readonly startLast: () => boolean;
  readonly cancel: () => void;
  readonly save: (mentions: readonly string[]) => void;
}

/** Changes a message that was sent, while the draft waits. */
export function useEditing(conversationId: string): Editing {
  const chat = useChat();
  const attempt = useAttempt();
  const { edit } = useMessageChanges();
  const [state, setState] = useState<{ message: MessageFieldsFragment; text: string } | null>(null);

  const start = useCallback(
    (messageId: string) => {
      const message = chat?.state.messages.read(messageId);
      if (message) setState({ message, text: message.text ?? '' });
    },
    [chat],
  );
  const startLast = useCallback(() => {
    const own = (chat?.state.get(conversationId)?.index.newest(100) ?? [])
      .filter(({ senderId }) => senderId === chat?.userId)
      .findLast(({ id }) => chat?.state.messages.read(id)?.text);
    if (own) start(own.id);
    return own !== undefined;
  }, [chat, conversationId, start]);

  const save = (mentions: readonly string[]): void => {
    if (!state) return;
    const { message } = state;
    const text = state.text.trim();
    setState(null);
    if (text === message.text) return;
    // What was refused comes back, so that nobody writes it twice.
    void attempt(() => edit(message, text, mentions)).then((isDone) => {
      if (!isDone) setState((present) => present ?? { message, text });
    });
  };

  return {
    message: state?.message ?? null,
    text: state?.text ?? '',
    setText: useCallback((text: string) => setState((present) => present && { ...present, text }), []),
    start,
    startLast,
    cancel: useCallback(() => setState(null), []),
    save,
  };
}
