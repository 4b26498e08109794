import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient, useSubscription } from '@apollo/client/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import {
  PresenceDocument,
  TypingDocument,
  type AttachmentFieldsFragment,
  type PresenceSubscription,
} from '../generated/documents.js';
import { uploadFile, type UploadOptions } from '../writing/upload.js';
import { useConversation } from './conversations.js';
import { useChat, useConnection } from './provider.js';

/** Apollo would give two who ask the same one subscription, and whoever comes second nothing of what was told before. */
const OF_ITS_OWN = { queryDeduplication: false };

/** Follows what the cache has no place for. */
function useStream<Data, Variables extends OperationVariables>(
  subscription: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  take: (data: Data) => void,
  skip = false,
): void {
  const onData = ({ data: { data } }: useSubscription.OnDataOptions<Data>): void => {
    if (data) take(data);
  };
  useSubscription<Data>(subscription, {
    ...{ variables, skip, onData, context: OF_ITS_OWN },
    fetchPolicy: 'no-cache',
    ignoreResults: true,
  });
}

export interface TypingUser {
  readonly userId: string;
  readonly nickname: string;
}

/** Who is writing in a conversation. */
export function useTyping(conversationId: string): readonly TypingUser[] {
  const [users, setUsers] = useState<readonly TypingUser[]>([]);
  const conversationIds = useMemo(() => [conversationId], [conversationId]);
  const { status } = useConnection();
  // Without a connection nobody tells that somebody has stopped.
  useEffect(() => setUsers([]), [conversationId, status]);
  useStream(TypingDocument, { conversationIds }, ({ typing: { userId, isTyping, user } }) =>
    setUsers((present) => {
      const others = present.filter((one) => one.userId !== userId);
      return isTyping ? [...others, { userId, nickname: user?.nickname ?? '' }] : others;
    }),
  );
  return users;
}

export interface Presence {
  readonly isOnline: boolean;
  /** When they were last there; null while they are, and when it is not known or not for the viewer. */
  readonly lastSeenAt: string | null;
}

/** Who of these people is there, by id. Ask about those on the screen only: at most 200. */
export function usePresence(userIds: readonly string[]): ReadonlyMap<string, Presence> {
  const [known, setKnown] = useState<ReadonlyMap<string, Presence>>(new Map());
  const wanted = [...userIds].sort().join(' ');
  const variables = useMemo(() => ({ userIds: wanted.split(' ') }), [wanted]);
  const take = ({ presence: { userId, state, lastSeenAt } }: PresenceSubscription): void =>
    setKnown((present) => new Map(present).set(userId, { isOnline: state === 'ONLINE', lastSeenAt }));
  useStream(PresenceDocument, variables, take, wanted === '');
  return known;
}

export interface DraftHandle {
  /** What was written on whatever device, and not sent. */
  readonly text: string;
  readonly replyToId: string | null;
  /** The text in the composer has changed: it is saved when writing pauses, and the others see that the viewer writes. */
  write(text: string, replyToId?: string | null): void;
}

/** The draft of a conversation. */
export function useDraft(conversationId: string): DraftHandle {
  const chat = useChat();
  const saved = useConversation(conversationId)?.draft ?? null;
  const draft = chat?.drafts.unsavedOf(conversationId) ?? saved;
  const write = useCallback(
    (text: string, replyToId: string | null = null) => {
      if (!chat) return;
      chat.drafts.write(conversationId, text, replyToId);
      if (text === '') chat.typing.stopped(conversationId);
      else chat.typing.wrote(conversationId);
    },
    [chat, conversationId],
  );
  // Whoever leaves the conversation has stopped writing, and wants the draft elsewhere.
  useEffect(
    () => () => {
      chat?.typing.stopped(conversationId);
      chat?.drafts.flush();
    },
    [chat, conversationId],
  );
  return { text: draft?.text ?? '', replyToId: draft?.replyToId ?? null, write };
}

/** Uploads files for messages, with progress. */
export function useUpload(): (file: File, options?: UploadOptions) => Promise<AttachmentFieldsFragment> {
  const apollo = useApolloClient();
  return useCallback((file, options) => uploadFile(apollo, file, options), [apollo]);
}
