import type { InMemoryCache } from '@apollo/client';
import {
  MessageFieldsFragmentDoc,
  type MessageContentFragment,
  type MessageFieldsFragment,
} from '../generated/documents.js';
import type { IndexedMessage } from './message-index.js';

const SHAPE = { fragment: MessageFieldsFragmentDoc, fragmentName: 'MessageFields' };

/** One emoji on a message has been given or taken back. */
export interface ReactionChange {
  readonly messageId: string;
  readonly revision: number;
  readonly emoji: string;
  readonly count: number;
  /** Whether the viewer gives it; null when it was somebody else's doing. */
  readonly viewerHasReacted: boolean | null;
}

/** @internal */
export const indexed = ({ seq, id, clientMessageId, sender, createdAt }: MessageContentFragment): IndexedMessage => ({
  seq,
  id,
  clientMessageId,
  senderId: sender?.id ?? null,
  createdAt,
});

/** Messages as Apollo's cache holds them. */
export interface MessageStore {
  read(id: string): MessageFieldsFragment | null;
  /**
   * One emoji on a message has been given or taken back.
   * @returns whether the message is here
   */
  react(change: ReactionChange): boolean;
  /** @internal Writes a message down, unless a newer state of it is there: an answer can be overtaken by an event. */
  write(message: MessageFieldsFragment): void;
  /**
   * Writes down what an event tells of a message; a new one has no reactions yet. Answers whether the message is here: one
   * that is not is read with everything else when somebody wants to see it.
   * @internal
   */
  writeContent(message: MessageContentFragment, isNew: boolean): boolean;
  /** @internal Whatever the server says of these messages next is newer than what is here. */
  outdate(messages: readonly { readonly id: string }[]): void;
  /** @internal Lets go of messages, and of everything that Apollo notes beside them. */
  forget(messages: readonly { readonly id: string }[]): void;
}

/** @internal */
export function makeMessageStore(cache: InMemoryCache): MessageStore {
  const entityOf = (id: string): string => cache.identify({ __typename: 'Message', id }) as string;

  const read = (id: string): MessageFieldsFragment | null =>
    cache.readFragment<MessageFieldsFragment>({ ...SHAPE, id: entityOf(id) });

  /** Lists are replaced as a whole: an edit names all mentions, a recall takes all attachments. */
  const put = (data: MessageFieldsFragment): unknown =>
    cache.writeFragment({ ...SHAPE, id: entityOf(data.id), data, overwrite: true });

  /** Asks what is stored, not what can be read: that costs a tenth, and most messages of an event are not here yet. */
  function revisionOf(id: string): number | undefined {
    let known: number | undefined;
    const revision = (value: number): number => (known = value);
    cache.modify<{ revision: number }>({ id: entityOf(id), broadcast: false, fields: { revision } });
    return known;
  }

  function write(message: MessageFieldsFragment): void {
    const known = revisionOf(message.id);
    if (known === undefined || known <= message.revision) put(message);
  }

  return {
    read,
    write,
    writeContent(message, isNew) {
      const known = revisionOf(message.id) === undefined ? null : read(message.id);
      if (known && known.revision > message.revision) return true;
      if (!known && !isNew) return false;
      put({ ...message, reactions: known && message.recalledAt === null ? known.reactions : [] });
      return true;
    },
    react({ messageId, revision, emoji, count, viewerHasReacted }) {
      const message = read(messageId);
      if (!message) return false;
      const known = message.reactions.find((reaction) => reaction.emoji === emoji);
      const changed = {
        __typename: 'Reaction' as const,
        emoji,
        count,
        viewerHasReacted: viewerHasReacted ?? known?.viewerHasReacted ?? false,
      };
      const reactions = (known ? message.reactions : [...message.reactions, changed])
        .map((reaction) => (reaction === known ? changed : reaction))
        .filter((reaction) => reaction !== changed || count > 0);
      write({ ...message, reactions, revision: Math.max(message.revision, revision) });
      return true;
    },
    outdate(messages) {
      for (const { id } of messages)
        cache.modify({ id: entityOf(id), broadcast: false, fields: { revision: () => 0 } });
    },
    forget(messages) {
      for (const { id } of messages) {
        const entity = entityOf(id);
        cache.evict({ id: entity, broadcast: false });
        // Whatever was ever written counts as a root until it is released as often.
        while (cache.release(entity) > 0);
      }
      if (messages.length > 0) cache.gc({ resetResultCache: true });
    },
  };
}
