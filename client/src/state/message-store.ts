import type { InMemoryCache } from '@apollo/client';
import {
  MessageFieldsFragmentDoc,
  type MessageContentFragment,
  type MessageFieldsFragment,
} from '../generated/documents.js';
import { fragmentDocument } from '../graphql/document.js';
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

/** Enough to tell which of two states of a message is newer. */
const REVISION = fragmentDocument<{ readonly revision: number }>({
  name: 'MessageRevision',
  on: 'Message',
  selections: 'revision',
});

export const indexed = ({ seq, id, clientMessageId, sender, createdAt }: MessageContentFragment): IndexedMessage => ({
  seq,
  id,
  clientMessageId,
  senderId: sender?.id ?? null,
  createdAt,
});

/** Messages as Apollo's cache holds them. */
export class MessageStore {
  readonly #cache: InMemoryCache;

  constructor(cache: InMemoryCache) {
    this.#cache = cache;
  }

  /** Writes a message down, unless a newer state of it is there: an answer can be overtaken by an event. */
  write(message: MessageFieldsFragment): void {
    const id = this.#entity(message.id);
    const known = this.#cache.readFragment({ fragment: REVISION, id });
    if (known && known.revision > message.revision) return;
    if (known) this.#emptyLists(id);
    this.#cache.writeFragment({ ...SHAPE, id, data: message });
  }

  /**
   * Writes down what an event tells of a message; a new one has no reactions yet. Answers whether the message is here: one
   * that is not is read with everything else when somebody wants to see it.
   */
  writeContent(message: MessageContentFragment, isNew: boolean): boolean {
    const id = this.#entity(message.id);
    const known = this.read(message.id);
    if (known && known.revision > message.revision) return true;
    if (!known && !isNew) return false;
    const reactions = known && message.recalledAt === null ? known.reactions : [];
    if (known) this.#emptyLists(id);
    this.#cache.writeFragment({ ...SHAPE, id, data: { ...message, reactions } });
    return true;
  }

  /** Answers whether the message is here. */
  react({ messageId, revision, emoji, count, viewerHasReacted }: ReactionChange): boolean {
    const message = this.read(messageId);
    if (!message) return false;
    const known = message.reactions.find((reaction) => reaction.emoji === emoji);
    const changed = {
      __typename: 'Reaction' as const,
      emoji,
      count,
      viewerHasReacted: viewerHasReacted ?? known?.viewerHasReacted ?? false,
    };
    const others = message.reactions.filter((reaction) => reaction !== known);
    const reactions = known
      ? message.reactions.flatMap((reaction) => (reaction !== known ? [reaction] : count > 0 ? [changed] : []))
      : [...others, ...(count > 0 ? [changed] : [])];
    this.write({ ...message, reactions, revision: Math.max(message.revision, revision) });
    return true;
  }

  read(id: string): MessageFieldsFragment | null {
    return this.#cache.readFragment<MessageFieldsFragment>({ ...SHAPE, id: this.#entity(id) });
  }

  /** Whatever the server says of these messages next is newer than what is here. */
  outdate(messages: readonly { readonly id: string }[]): void {
    for (const { id } of messages)
      this.#cache.modify({ id: this.#entity(id), broadcast: false, fields: { revision: () => 0 } });
  }

  /** Lets go of messages, and of everything that Apollo notes beside them. */
  forget(messages: readonly { readonly id: string }[]): void {
    for (const { id } of messages) {
      const entity = this.#entity(id);
      this.#cache.evict({ id: entity, broadcast: false });
      // Whatever was ever written counts as a root until it is released as often.
      while (this.#cache.release(entity) > 0);
    }
    if (messages.length > 0) this.#cache.gc({ resetResultCache: true });
  }

  #entity(id: string): string {
    return this.#cache.identify({ __typename: 'Message', id }) as string;
  }

  /** Lists are replaced as a whole: an edit names all mentions, a recall takes all attachments. */
  #emptyLists(id: string): void {
    const none = (): readonly never[] => [];
    this.#cache.modify({ id, broadcast: false, fields: { attachments: none, mentions: none, reactions: none } });
  }
}
