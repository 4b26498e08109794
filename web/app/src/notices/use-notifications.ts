import { MessageFieldsFragmentDoc, type Chat, type NewMessage } from '@wireside/apollo';
import { useChat } from '@wireside/apollo/react';
import i18next from 'i18next';
import { useEffect } from 'react';
import { navigate } from 'wouter/use-browser-location';
import logo from '../favicon.svg';
import { currentSettings } from '../settings/settings.js';
import { isLookedAt, lead, showVisibility } from './locks.js';
import { noticeOf, type Notice, type NoticeMessage } from './notice.js';

/** What comes within this time, in milliseconds, is told together. */
const TOGETHER_MS = 400;

/** Tells of new messages while nobody looks: one tab of all, one notice for what comes together. */
export function useNotifications(): void {
  const chat = useChat();
  useEffect(() => {
    if (!chat) return;
    const ended = new AbortController();
    showVisibility(chat.userId, ended.signal);
    lead('notifier', chat.userId, ended.signal, () => follow(chat, ended.signal));
    return () => ended.abort();
  }, [chat]);
}

function follow(chat: Chat, signal: AbortSignal): void {
  let waiting: NewMessage[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = async (): Promise<void> => {
    const messages = waiting;
    waiting = [];
    if (await isLookedAt(chat.userId)) return;
    const notice = noticeOf(
      messages.flatMap((one) => known(chat, one) ?? []),
      words(),
    );
    if (notice) show(notice);
  };
  const later = (): void => {
    clearTimeout(timer);
    // What was missed while away comes in many parts, and is told as one when it is complete.
    if (waiting.length > 0 && chat.status.current === 'live') timer = setTimeout(() => void tell(), TOGETHER_MS);
  };
  const stops = [
    chat.onMessage((message) => {
      if (!isWanted()) return;
      waiting.push(message);
      later();
    }),
    chat.status.subscribe(later),
  ];
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  });
}

/** Whoever looks when it comes has seen it, also when they look away at once. */
const isWanted = (): boolean =>
  document.visibilityState === 'hidden' &&
  currentSettings().notifications &&
  typeof Notification !== 'undefined' &&
  Notification.permission === 'granted';

/** The message as it is in the cache; null when it is gone, or its conversation is muted. */
function known(chat: Chat, { conversationId, messageId }: NewMessage): NoticeMessage | null {
  const conversation = chat.state.summaryOf(conversationId);
  if (!conversation || isMuted(conversation.mutedUntil)) return null;
  const { cache } = chat.state;
  const message = cache.readFragment({
    fragment: MessageFieldsFragmentDoc,
    fragmentName: 'MessageFields',
    id: cache.identify({ __typename: 'Message', id: messageId }) ?? messageId,
  });
  if (!message || message.recalledAt !== null) return null;
  return {
    conversationId,
    sender: message.sender?.nickname ?? i18next.t('notices.somebody'),
    room: conversation.room?.name ?? null,
    text: message.text ?? '',
  };
}

const isMuted = (until: string | null): boolean => until !== null && Date.parse(until) > Date.now();

const words = () => ({
  inRoom: (sender: string, room: string) => i18next.t('notices.inRoom', { sender, room }),
  many: (count: number) => i18next.t('notices.many', { count }),
  attachment: i18next.t('notices.attachment'),
  appName: i18next.t('common.appName'),
});

function show({ title, body, tag, path }: Notice): void {
  try {
    const notification = new Notification(title, { body, tag, icon: logo });
    notification.onclick = () => {
      window.focus();
      navigate(path);
      notification.close();
    };
  } catch {
    // Some phones allow notifications to service workers alone.
  }
}
