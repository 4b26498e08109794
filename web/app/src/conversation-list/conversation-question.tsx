import { useChat, useConversation } from '@wireside/apollo/react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Confirm } from '../ui/confirm.js';
import { toast } from '../ui/toast.js';
import type { Question } from './conversation-menu.js';
import { conversationPath } from './conversation-path.js';
import { titleOf, type TitleWords } from './conversation-title.js';
import { useConversationActions } from './use-conversation-actions.js';

interface ConversationQuestionProps {
  readonly conversationId: string;
  readonly question: Question;
  readonly words: TitleWords;
  readonly onClose: () => void;
}

/** Asks before a conversation is cleared, left or blocked. */
export function ConversationQuestion({ conversationId, question, words, onClose }: ConversationQuestionProps) {
  const { t } = useTranslation();
  const actions = useConversationActions();
  const conversation = useConversation(conversationId);
  const [path, navigate] = useLocation();
  const isKnown = useChat() !== null && conversation !== null;
  if (!isKnown) return null;
  const title = titleOf(conversation, words);
  const perform = async (): Promise<void> => {
    if (question === 'clear' && (await actions.clear(conversationId))) toast(t('conversations.did.cleared', { title }));
    if (question === 'block' && conversation.peer) await actions.block(conversation.peer.id);
    if (question === 'leave' && (await actions.leave(conversation))) {
      toast(t('conversations.did.left', { title }));
      if (path === conversationPath(conversationId)) navigate('/');
    }
  };
  const isOwner = question === 'leave' && conversation.viewerRole === 'OWNER';
  return (
    <Confirm
      title={t(`conversations.confirm.${question}Title`, { title })}
      action={t(`conversations.confirm.${question}`)}
      danger
      onConfirm={perform}
      onClose={onClose}
    >
      {t(isOwner ? 'conversations.confirm.leaveOwnerText' : `conversations.confirm.${question}Text`, { title })}
    </Confirm>
  );
}
