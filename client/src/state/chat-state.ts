import type { InMemoryCache } from '@apollo/client';
import {
  ConversationFieldsFragmentDoc,
  type ConversationFieldsFragment,
  type MessageContentFragment,
  type MessageFieldsFragment,
} from '../generated/documents.js';
import { ObservableValue, type Watchable } from '../observable-value.js';
import type { StoredConversation } from '../storage/chat-storage.js';
import { ConversationState, type ListKeys } from './conversation-state.js';
import { indexed, MessageStore } from './message-store.js';

/** Messages that a conversation nobody looks at may keep. */
const KEPT_MESSAGES = 200;

const SHAPE = { fragment: ConversationFieldsFragmentDoc, fragmentName: 'ConversationFields' };

/** Everything that is known here: conversations by id, their messages in Apollo's cache, and the inbox's position. */
export class ChatState {
  readonly messages: MessageStore;
  /** Where the inbox stands: the cursor of the last event that was applied. */
  cursor: string | null = null;
  /** Unread messages in all conversations, by the server's count; null until it is known. */
  readonly totalUnread = new ObservableValue<number | null>(null);
  readonly #conversations = new Map<string, ConversationState>();
  readonly #ids = new ObservableValue<readonly string[]>([]);
  #isUnordered = false;
  readonly #dirty = new Set<ConversationState>();
  /** Conversations to be written to storage, and those to be removed from it. */
  readonly unsaved = new Set<string>();
  /** Called once for a whole batch after which something is unsaved, whatever it came from. */
  onUnsaved: () => void = () => undefined;

  constructor(readonly cache: InMemoryCache) {
    this.messages = new MessageStore(cache);
  }

  /** The ids of all conversations known here: pinned ones first, then those with the newest activity. */
  get conversationIds(): Watchable<readonly string[]> {
    return this.#ids;
  }

  all(): IterableIterator<ConversationState> {
    return this.#conversations.values();
  }

  get(id: string): ConversationState | undefined {
    return this.#conversations.get(id);
  }

  /** What has been applied, for `inbox(seen)`. */
  seen(): { conversationId: string; revision: number }[] {
    return [...this.#conversations.values()]
      .filter(({ revision }) => revision > 0)
      .map(({ id, revision }) => ({ conversationId: id, revision }));
  }

  summaryOf(id: string): ConversationFieldsFragment | null {
    return this.cache.readFragment<ConversationFieldsFragment>({ ...SHAPE, id: entityOf(this.cache, id) });
  }

  /**
   * Takes a conversation as the server shows it now. What the snapshot already contains is not told again; a snapshot that
   * is older than what was applied is left alone.
   */
  takeSummary(summary: ConversationFieldsFragment): ConversationState {
    const known = this.#conversations.get(summary.id);
    if (known && summary.revision < known.revision) return known;
    this.cache.writeFragment({ ...SHAPE, id: entityOf(this.cache, summary.id), data: summary });
    if (known) {
      known.lastSeq = summary.lastSeq;
      // No event will tell what lies between: this is where it begins again.
      if (this.cursor === null && known.revision < summary.revision) {
        this.reset(known, summary.revision);
        this.#takeNewest(known, summary);
      }
      known.isStale = false;
      known.draftVersion = Math.max(known.draftVersion, summary.draft?.version ?? 0);
      this.#place(known, summary);
      return this.touched(known);
    }
    const made = new ConversationState(summary.id, summary.revision, summary.lastSeq);
    this.#conversations.set(made.id, made);
    this.#place(made, summary);
    this.#takeNewest(made, summary);
    return this.touched(made);
  }

  /** Brings back what was saved. */
  restore({ summary, revision, messages, from, to }: StoredConversation): void {
    const conversation = this.takeSummary({ ...summary, revision });
    if (to >= from) this.takeMessages(conversation, from, to, messages);
  }

  /** Takes the messages that the server has between two numbers, both included. */
  takeMessages(
    conversation: ConversationState,
    from: number,
    to: number,
    messages: readonly MessageFieldsFragment[],
  ): void {
    for (const message of messages) this.messages.write(message);
    conversation.index.add(from, to, messages.map(indexed));
    this.touched(conversation);
  }

  /** Takes some fields of a conversation that is known, as the server shows them now. */
  takePart(part: ConversationPart): void {
    const conversation = this.#conversations.get(part.id);
    if (!conversation) return;
    const fields = fieldsOf(part);
    this.#modify(part.id, fields);
    this.#place(conversation, fields);
    const { room } = part;
    if (room) this.cache.modify({ id: identify(this.cache, 'Room', room.id), fields: modifiers(fieldsOf(room)) });
    this.touched(conversation);
  }

  /** How many messages of a conversation the viewer has not read, and how many of these mention them, by the server's count. */
  takeCounts(id: string, unreadCount: number, unreadMentionCount: number): void {
    if (this.#conversations.has(id)) this.#modify(id, { unreadCount, unreadMentionCount });
  }

  /** What the viewer is writing, on whatever device; an older version than the one that is here is left alone. */
  takeDraft(id: string, draft: ConversationFieldsFragment['draft'], version: number): void {
    const conversation = this.#conversations.get(id);
    if (!conversation || version < conversation.draftVersion) return;
    conversation.draftVersion = version;
    this.#modify(id, { draft });
    this.touched(conversation);
  }

  /** The conversation's newest message is this one; its event has been applied. */
  noteNewest(message: MessageContentFragment): void {
    const conversation = this.#conversations.get(message.conversationId);
    if (!conversation) return;
    this.#place(conversation, { lastEventAt: message.createdAt });
    this.#modify(conversation.id, {
      lastMessage: { __ref: identify(this.cache, 'Message', message.id) },
      lastSeq: message.seq,
      lastEventAt: message.createdAt,
      revision: conversation.revision,
    });
  }

  /** The viewer has cleared the conversation. */
  empty(id: string): void {
    const conversation = this.#conversations.get(id);
    if (!conversation) return;
    this.messages.forget(conversation.index.newest(Infinity));
    conversation.index.clear();
    this.#isWhole(conversation);
    this.#modify(id, { lastMessage: null });
    this.touched(conversation);
  }

  /** Something that is not worth saving has changed. */
  noteChange(conversation: ConversationState): void {
    this.#dirty.add(conversation);
  }

  /** Everything of this conversation up to `head` has to be read again. */
  reset(conversation: ConversationState, head: number): void {
    this.messages.outdate(conversation.index.newest(Infinity));
    conversation.reset(head);
    this.touched(conversation);
  }

  /** The viewer has nothing to do with this conversation any more. */
  drop(id: string): void {
    const conversation = this.#conversations.get(id);
    if (!conversation) return;
    this.messages.forget(conversation.index.newest(Infinity));
    conversation.reset(conversation.revision);
    this.#conversations.delete(id);
    this.#isUnordered = true;
    this.cache.evict({ id: entityOf(this.cache, id) });
    this.unsaved.add(id);
    this.#dirty.add(conversation);
  }

  /** Forgets everything, as on signing out. */
  clear(): void {
    this.#conversations.clear();
    this.unsaved.clear();
    this.#dirty.clear();
    this.cursor = null;
    this.#ids.set([]);
    this.totalUnread.set(null);
  }

  touched(conversation: ConversationState): ConversationState {
    conversation.touch();
    this.#dirty.add(conversation);
    this.unsaved.add(conversation.id);
    return conversation;
  }

  /** Tells everybody who looks, once for a whole batch; trims conversations that nobody looks at. */
  publish(): void {
    for (const conversation of this.#dirty) {
      if (conversation.watchers === 0) this.trim(conversation);
      conversation.publish();
    }
    this.#dirty.clear();
    if (this.unsaved.size > 0) this.onUnsaved();
    if (!this.#isUnordered) return;
    this.#isUnordered = false;
    this.#ids.set([...this.#conversations.values()].sort(byPlace).map(({ id }) => id));
  }

  /** Keeps the memory of conversations that are not looked at small. */
  trim(conversation: ConversationState): void {
    // Twice as many, so that not every message makes work.
    if (conversation.index.size <= KEPT_MESSAGES) return;
    this.messages.forget(conversation.index.keepNewest(KEPT_MESSAGES / 2));
    conversation.touch();
  }

  #place(conversation: ConversationState, fields: Partial<ListKeys>): void {
    const { lastEventAt, pinnedAt, archivedAt } = { ...conversation.keys, ...fields };
    conversation.keys = { lastEventAt, pinnedAt, archivedAt };
    this.#isUnordered = true;
  }

  #modify(id: string, fields: Readonly<Record<string, unknown>>): void {
    this.cache.modify({ id: entityOf(this.cache, id), fields: modifiers(fields) });
  }

  #takeNewest(conversation: ConversationState, { lastMessage, lastSeq }: ConversationFieldsFragment): void {
    // What lies above the newest visible message the viewer does not see.
    if (lastMessage) conversation.index.add(lastMessage.seq, lastSeq, [indexed(lastMessage)]);
    else this.#isWhole(conversation);
  }

  #isWhole(conversation: ConversationState): void {
    if (conversation.lastSeq > 0) conversation.index.add(1, conversation.lastSeq, []);
  }
}

const byPlace = ({ keys: one }: ConversationState, { keys: other }: ConversationState): number =>
  compare(one.pinnedAt ?? '', other.pinnedAt ?? '') || compare(one.lastEventAt, other.lastEventAt);

/** The later one first; times are all written alike. */
const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? 1 : -1);

/** Any fields of a conversation and of its room, as an event selects them. */
export interface ConversationPart {
  readonly id: string;
  readonly room?: { readonly id: string } | null;
}

/** The fields that are values, without those that name other things. */
const fieldsOf = (part: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(part).filter(
      ([name, value]) => name !== '__typename' && !(value !== null && typeof value === 'object'),
    ),
  );

const modifiers = (fields: Readonly<Record<string, unknown>>): Record<string, () => unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, () => value]));

const identify = (cache: InMemoryCache, __typename: string, id: string): string =>
  cache.identify({ __typename, id }) as string;

const entityOf = (cache: InMemoryCache, id: string): string => identify(cache, 'Conversation', id);
