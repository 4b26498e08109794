import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import {
  AddReactionDocument,
  EditMessageDocument,
  HideMessageDocument,
  RecallMessageDocument,
  RemoveReactionDocument,
  type AddReactionMutationVariables,
  type Chat,
  type MessageFieldsFragment,
} from '@wireside/apollo';
import { useChat } from '@wireside/apollo/react';
import { useMemo } from 'react';

/** What can be done to messages. Each rejects with the server's refusal. */
export interface MessageChanges {
  /** Gives an emoji, or takes it back: shown at once, and not after all when the server refuses. */
  toggleReaction(messageId: string, emoji: string): Promise<void>;
  /** Replaces the text: shown at once, and not after all when the server refuses. */
  edit(message: MessageFieldsFragment, text: string, mentions: readonly string[]): Promise<void>;
  /** Takes it back for everyone. */
  recall(messageId: string): Promise<void>;
  /** Takes it away for the viewer alone. */
  hide(messageId: string): Promise<void>;
}

export function useMessageChanges(): MessageChanges {
  const apollo = useApolloClient();
  const chat = useChat();
  return useMemo(
    () => ({
      toggleReaction: async (messageId, emoji) => {
        if (chat) await toggleReaction(apollo, chat.state.messages, messageId, emoji);
      },
      edit: (message, text, mentions) => editMessage(apollo, message, text, mentions),
      recall: async (messageId) => {
        await apollo.mutate({ mutation: RecallMessageDocument, variables: { input: { messageId } } });
      },
      hide: async (messageId) => {
        await apollo.mutate({ mutation: HideMessageDocument, variables: { input: { messageId } } });
      },
    }),
    [apollo, chat],
  );
}

async function toggleReaction(
  apollo: ApolloClient,
  messages: Chat['state']['messages'],
  messageId: string,
  emoji: string,
): Promise<void> {
  const given = (): { count: number; viewerHasReacted: boolean } =>
    messages.read(messageId)?.reactions.find((one) => one.emoji === emoji) ?? { count: 0, viewerHasReacted: false };
  // It is not a fact yet: the message stays at its revision.
  const set = (viewerHasReacted: boolean): void => {
    const count = given().count + (viewerHasReacted ? 1 : -1);
    messages.react({ messageId, revision: 0, emoji, count, viewerHasReacted });
  };
  const isGiven = !given().viewerHasReacted;
  set(isGiven);
  try {
    const mutation = isGiven ? AddReactionDocument : RemoveReactionDocument;
    await apollo.mutate<unknown, AddReactionMutationVariables>({
      mutation,
      variables: { input: { messageId, emoji } },
      fetchPolicy: 'no-cache',
    });
  } catch (error) {
    // Unless an event has told how it is meanwhile.
    if (given().viewerHasReacted === isGiven) set(!isGiven);
    throw error;
  }
}

async function editMessage(
  apollo: ApolloClient,
  message: MessageFieldsFragment,
  text: string,
  mentions: readonly string[],
): Promise<void> {
  await apollo.mutate({
    mutation: EditMessageDocument,
    variables: { input: { messageId: message.id, text, mentions } },
    optimisticResponse: {
      __typename: 'Mutation',
      editMessage: {
        __typename: 'EditMessagePayload',
        message: { ...message, text, editedAt: new Date().toISOString() },
      },
    },
  });
}
