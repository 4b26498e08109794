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
import { indexed, makeMessageStore, type MessageStore } from './message-store.js';

/** Messages that a conversation nobody looks at may keep. */
const KEPT_MESSAGES = 200;

const SHAPE = { fragment: ConversationFieldsFragmentDoc, fragmentName: 'ConversationFields' };

/** Everything that is known here: conversations by id, their messages in Apollo's cache, and the inbox's position. */
export interface ChatState {
  readonly cache: InMemoryCache;
  readonly messages: MessageStore;
  /** The ids of all conversations known here: pinned ones first, then those with the newest activity. */
  readonly conversationIds: Watchable<readonly string[]>;
  get(id: string): ConversationState | undefined;
  summaryOf(id: string): ConversationFieldsFragment | null;
  /**
   * Takes a conversation as the server shows it now. What the snapshot already contains is not told again; a snapshot that
   * is older than what was applied is left alone.
   */
  takeSummary(summary: ConversationFieldsFragment): ConversationState;
  /** Takes some fields of a conversation that is known, as the server shows them now. */
  takePart(part: ConversationPart): void;
  /** How many messages of a conversation the viewer has not read, and how many of these mention them, by the server's count. */
  takeCounts(id: string, unreadCount: number, unreadMentionCount: number): void;
  /** The viewer has cleared the conversation. */
  empty(id: string): void;
  /** The viewer has nothing to do with this conversation any more. */
  drop(id: string): void;
  /** Tells everybody who looks, once for a whole batch; trims conversations that nobody looks at. */
  publish(): void;
  /** @internal Where the inbox stands: the cursor of the last event that was applied. */
  cursor: string | null;
  /** @internal Unread messages in all conversations, by the server's count; null until it is known. */
  readonly totalUnread: ObservableValue<number | null>;
  /** @internal Conversations to be written to storage, and those to be removed from it. */
  readonly unsaved: Set<string>;
  /** @internal Called once for a whole batch after which something is unsaved, whatever it came from. */
  onUnsaved: () => void;
  /** @internal */
  all(): IterableIterator<ConversationState>;
  /** @internal What has been applied, for `inbox(seen)`. */
  seen(): { conversationId: string; revision: number }[];
  /** @internal Brings back what was saved. */
  restore(stored: StoredConversation): void;
  /** @internal Takes the messages that the server has between two numbers, both included. */
  takeMessages(
    conversation: ConversationState,
    from: number,
    to: number,
    messages: readonly MessageFieldsFragment[],
  ): void;
  /** @internal What the viewer is writing, on whatever device; an older version than the one that is here is left alone. */
  takeDraft(id: string, draft: ConversationFieldsFragment['draft'], version: number): void;
  /** @internal The newest message of a conversation that is touched is this one; written down by `publish`. */
  noteNewest(conversation: ConversationState, message: MessageContentFragment): void;
  /** @internal Something that is not worth saving has changed. */
  noteChange(conversation: ConversationState): void;
  /** @internal Everything of this conversation up to `head` has to be read again. */
  reset(conversation: ConversationState, head: number): void;
  /** @internal Forgets everything, as on signing out. */
  clear(): void;
  /** @internal */
  touched(conversation: ConversationState): ConversationState;
  /** @internal Keeps the memory of conversations that are not looked at small. */
  trim(conversation: ConversationState): void;
}

/** @internal */
export function makeChatState(cache: InMemoryCache): ChatState {
  const messages = makeMessageStore(cache);
  const conversations = new Map<string, ConversationState>();
  const conversationIds = new ObservableValue<readonly string[]>([]);
  const totalUnread = new ObservableValue<number | null>(null);
  const dirty = new Set<ConversationState>();
  const unsaved = new Set<string>();
  let isUnordered = false;

  const entityOf = (id: string, __typename = 'Conversation'): string => cache.identify({ __typename, id }) as string;

  function modify(id: string, fields: Readonly<Record<string, unknown>>): void {
    const modifiers = Object.entries(fields).map(([name, value]) => [name, () => value]);
    cache.modify({ id, fields: Object.fromEntries(modifiers) as Record<string, () => unknown> });
  }

  function touched(conversation: ConversationState): ConversationState {
    conversation.touch();
    dirty.add(conversation);
    unsaved.add(conversation.id);
    return conversation;
  }

  function place(conversation: ConversationState, fields: Partial<ListKeys>): void {
    const { lastEventAt, pinnedAt, archivedAt } = { ...conversation.keys, ...fields };
    conversation.keys = { lastEventAt, pinnedAt, archivedAt };
    isUnordered = true;
  }

  function takeNewest(conversation: ConversationState, { lastMessage, lastSeq }: ConversationFieldsFragment): void {
    // What lies above the newest visible message the viewer does not see.
    if (lastMessage) conversation.index.add(lastMessage.seq, lastSeq, [indexed(lastMessage)]);
    else takeNothing(conversation);
  }

  /** All of the conversation is here: there is nothing in it for the viewer. */
  function takeNothing(conversation: ConversationState): void {
    if (conversation.lastSeq > 0) conversation.index.add(1, conversation.lastSeq, []);
  }

  /** Of all the messages of a batch the list shows the last. */
  function writeNewest(conversation: ConversationState): void {
    const { id, newestId, lastSeq, revision, keys } = conversation;
    if (newestId)
      modify(entityOf(id), {
        lastMessage: { __ref: entityOf(newestId, 'Message') },
        lastSeq,
        lastEventAt: keys.lastEventAt,
        revision,
      });
    conversation.newestId = null;
  }

  function forgetAll({ index }: ConversationState): void {
    messages.forget(index.newest(Infinity));
  }

  function trim(conversation: ConversationState): void {
    // Twice as many, so that not every message makes work.
    if (conversation.index.size <= KEPT_MESSAGES) return;
    messages.forget(conversation.index.keepNewest(KEPT_MESSAGES / 2));
    conversation.touch();
  }

  const state: ChatState = {
    cache,
    messages,
    conversationIds,
    totalUnread,
    unsaved,
    cursor: null,
    onUnsaved: () => undefined,
    all: () => conversations.values(),
    get: (id) => conversations.get(id),
    seen: () =>
      [...conversations.values()]
        .filter(({ revision }) => revision > 0)
        .map(({ id, revision }) => ({ conversationId: id, revision })),
    summaryOf: (id) => cache.readFragment<ConversationFieldsFragment>({ ...SHAPE, id: entityOf(id) }),
    takeSummary(summary) {
      const { id, revision, lastSeq } = summary;
      const known = conversations.get(id);
      if (known && revision < known.revision) return known;
      cache.writeFragment({ ...SHAPE, id: entityOf(id), data: summary });
      const conversation = known ?? new ConversationState(id, revision, lastSeq);
      conversations.set(id, conversation);
      if (known) {
        known.lastSeq = lastSeq;
        // No event will tell what lies between: this is where it begins again.
        if (state.cursor === null && known.revision < revision) {
          state.reset(known, revision);
          takeNewest(known, summary);
        }
        known.isStale = false;
        known.draftVersion = Math.max(known.draftVersion, summary.draft?.version ?? 0);
      } else takeNewest(conversation, summary);
      place(conversation, summary);
      return touched(conversation);
    },
    restore({ summary, revision, messages: stored, from, to }) {
      const conversation = state.takeSummary({ ...summary, revision });
      if (to >= from) state.takeMessages(conversation, from, to, stored);
    },
    takeMessages(conversation, from, to, read) {
      for (const message of read) messages.write(message);
      conversation.index.add(from, to, read.map(indexed));
      touched(conversation);
    },
    takePart(part) {
      const { id, room } = part;
      const conversation = conversations.get(id);
      if (!conversation) return;
      const fields = fieldsOf(part);
      modify(entityOf(id), fields);
      place(conversation, fields);
      if (room) modify(entityOf(room.id, 'Room'), fieldsOf(room));
      touched(conversation);
    },
    takeCounts(id, unreadCount, unreadMentionCount) {
      if (conversations.has(id)) modify(entityOf(id), { unreadCount, unreadMentionCount });
    },
    takeDraft(id, draft, version) {
      const conversation = conversations.get(id);
      if (!conversation || version < conversation.draftVersion) return;
      conversation.draftVersion = version;
      modify(entityOf(id), { draft });
      touched(conversation);
    },
    noteNewest(conversation, { id, createdAt }) {
      place(conversation, { lastEventAt: createdAt });
      conversation.newestId = id;
    },
    empty(id) {
      const conversation = conversations.get(id);
      if (!conversation) return;
      forgetAll(conversation);
      conversation.newestId = null;
      conversation.index.clear();
      takeNothing(conversation);
      modify(entityOf(id), { lastMessage: null });
      touched(conversation);
    },
    noteChange: (conversation) => void dirty.add(conversation),
    reset(conversation, head) {
      messages.outdate(conversation.index.newest(Infinity));
      conversation.reset(head);
      touched(conversation);
    },
    drop(id) {
      const conversation = conversations.get(id);
      if (!conversation) return;
      forgetAll(conversation);
      conversation.reset(conversation.revision);
      conversations.delete(id);
      isUnordered = true;
      cache.evict({ id: entityOf(id) });
      unsaved.add(id);
      dirty.add(conversation);
    },
    clear() {
      conversations.clear();
      unsaved.clear();
      dirty.clear();
      state.cursor = null;
      conversationIds.set([]);
      totalUnread.set(null);
    },
    touched,
    publish() {
      for (const conversation of dirty) {
        writeNewest(conversation);
        if (conversation.watchers === 0) trim(conversation);
        conversation.publish();
      }
      dirty.clear();
      if (unsaved.size > 0) state.onUnsaved();
      if (!isUnordered) return;
      isUnordered = false;
      conversationIds.set([...conversations.values()].sort(byPlace).map(({ id }) => id));
    },
    trim,
  };
  return state;
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
