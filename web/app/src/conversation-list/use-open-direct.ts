import { useApolloClient } from '@apollo/client/react';
import { OpenDirectConversationDocument } from '@wireside/apollo';
import { useChat } from '@wireside/apollo/react';
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { useAttempt } from '../ui/use-attempt.js';
import { conversationPath } from './conversation-path.js';

/** Opens the conversation with a person, made when there is none, and goes there. Tells with whom it is under way. */
export function useOpenDirect(): readonly [open: (userId: string) => Promise<boolean>, opening: string | null] {
  const chat = useChat();
  const apollo = useApolloClient();
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const [opening, setOpening] = useState<string | null>(null);
  const open = useCallback(
    async (userId: string) => {
      setOpening(userId);
      const done = await attempt(async () => {
        const { data } = await apollo.mutate({
          mutation: OpenDirectConversationDocument,
          variables: { input: { userId } },
          fetchPolicy: 'no-cache',
        });
        if (!data) throw new Error('the conversation was not opened');
        const { conversation } = data.openDirectConversation;
        // Its event comes as well, sooner or later: the page need not wait for it.
        chat?.state.takeSummary(conversation);
        chat?.state.publish();
        navigate(conversationPath(conversation.id));
      });
      setOpening(null);
      return done;
    },
    [chat, apollo, attempt, navigate],
  );
  return [open, opening];
}
