import { useApolloClient } from '@apollo/client/react';
import { useChat } from '@wireside/apollo/react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { conversationPath } from '../conversation-list/conversation-path.js';
import { JoinRoomDocument } from '../generated/documents.js';
import { toast } from '../ui/toast.js';
import { useAttempt } from '../ui/use-attempt.js';

/** Joins a room and goes there. Tells which one is under way. */
export function useJoinRoom(): readonly [join: (roomId: string) => Promise<boolean>, joining: string | null] {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const chat = useChat();
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const [joining, setJoining] = useState<string | null>(null);
  const join = useCallback(
    async (roomId: string) => {
      setJoining(roomId);
      const done = await attempt(async () => {
        const { data } = await apollo.mutate({ mutation: JoinRoomDocument, variables: { input: { roomId } } });
        const room = data?.joinRoom.room;
        if (!room?.conversation) return;
        chat?.state.takeSummary(room.conversation);
        chat?.state.publish();
        toast(t('rooms.did.joined', { name: room.name }));
        navigate(conversationPath(room.conversation.id));
      });
      setJoining(null);
      return done;
    },
    [t, apollo, chat, attempt, navigate],
  );
  return [join, joining];
}
