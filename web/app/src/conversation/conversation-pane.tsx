import { useChat, useConversation, useInboxStatus } from '@wireside/apollo/react';
import { MessageCircleOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PageLoading } from '../shell/page-loading.js';
import { EmptyState } from '../ui/empty-state.js';
import { OpenConversation } from './open-conversation.js';

/** One conversation: its head, its messages and the composer. */
export function ConversationPane({ conversationId }: { readonly conversationId: string }) {
  const { t } = useTranslation();
  const chat = useChat();
  const status = useInboxStatus();
  const conversation = useConversation(conversationId);
  if (conversation && chat) return <OpenConversation key={conversationId} conversation={conversation} chat={chat} />;
  // As long as not everything is here it may still come.
  if (status !== 'live') return <PageLoading />;
  return (
    <EmptyState icon={<MessageCircleOff />} title={t('conversation.notFound.title')}>
      {t('conversation.notFound.text')}
    </EmptyState>
  );
}
