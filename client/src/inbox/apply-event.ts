import type { Subject } from 'rxjs';
import type { InboxSubscription } from '../generated/documents.js';
import type { ChatState, ConversationPart } from '../state/chat-state.js';
import type { ConversationState } from '../state/conversation-state.js';
import { indexed } from '../state/message-store.js';

export type InboxEvent = InboxSubscription['inbox'];

type Durable = Extract<InboxEvent, { readonly revision: number }>;
type MessageAdded = Durable & { readonly __typename: 'MessageAdded' };

/**
 * What applying an event leaves to be done, because the server has to be asked.
 * @internal
 */
export interface FollowUp {
  /** This conversation has to be read, again or for the first time. */
  readConversation(id: string): void;
  /** The newest page of this conversation's history has to be read again. */
  readHistory(id: string): void;
  /** The socket's session ends soon. */
  sessionExpiring(): void;
  readonly ownChanges: Subject<OwnChange>;
  /** Conversations in which who is there, or in what role, is or may be not what it was. */
  readonly memberChanges: Subject<string>;
  /** A message that was waiting in the outbox has come back as a fact. */
  confirmed(clientMessageId: string): void;
  /** What somebody else has written. */
  readonly newMessages: Subject<NewMessage>;
}

/** What of the viewer's own has changed. */
export type OwnChange = 'contacts' | 'profile';

export interface NewMessage {
  readonly conversationId: string;
  readonly messageId: string;
  readonly senderId: string | null;
}

/**
 * Applies events to what is known here, each once and in order of revision, whatever comes twice.
 * @internal
 */
export interface EventApplier {
  apply(event: InboxEvent): void;
  /** A conversation has been read for the first time, or is not there: what came meanwhile is applied, or forgotten. */
  conversationRead(id: string): void;
}

/** @internal */
export function makeEventApplier(state: ChatState, viewerId: () => string | null, followUp: FollowUp): EventApplier {
  /** Events of conversations that are still being read. */
  const early = new Map<string, Durable[]>();
  /** Up to which revision conversations that are still being read can't be replayed. */
  const earlyHeads = new Map<string, number>();
  const { messages } = state;
  const { readConversation } = followUp;

  function applyDurable(event: Durable): void {
    const { conversationId, revision } = event;
    const conversation = state.get(conversationId);
    if (!conversation) {
      const isOver =
        event.__typename === 'ConversationDeleted' ||
        (event.__typename === 'MembershipChanged' && event.userId === viewerId() && isEnd(event.change));
      if (isOver) early.delete(conversationId);
      else {
        early.set(conversationId, [...(early.get(conversationId) ?? []), event]);
        readConversation(conversationId);
      }
      return;
    }
    if (revision <= conversation.revision) {
      // A conversation that became known by this very message was read with it: it is news all the same.
      if (event.__typename !== 'MessageAdded' || revision > conversation.firstRevision) return;
      if (revision > conversation.toldRevision) tell(event);
      conversation.toldRevision = Math.max(conversation.toldRevision, revision);
      return;
    }
    // The server tells every revision; should one be missing after all, what is shown must not pretend to be whole.
    const isMissing = revision > conversation.revision + 1;
    conversation.revision = revision;
    state.touched(conversation);
    change(conversation, event);
    if (isMissing) reset(conversationId, revision);
  }

  function change(conversation: ConversationState, event: Durable): void {
    switch (event.__typename) {
      case 'MessageAdded':
        add(conversation, event);
        break;
      case 'MessageEdited':
      case 'MessageRecalled':
        if (event.message && !messages.writeContent(event.message, false)) conversation.unheard += 1;
        break;
      case 'ReactionAdded':
      case 'ReactionRemoved': {
        const isAdded = event.__typename === 'ReactionAdded';
        const viewerHasReacted = event.userId === viewerId() ? isAdded : null;
        if (!messages.react({ ...event, viewerHasReacted })) conversation.unheard += 1;
        break;
      }
      case 'MembershipChanged':
        if (event.userId !== viewerId()) takePart(event);
        else if (isEnd(event.change)) state.drop(conversation.id);
        else readConversation(conversation.id);
        followUp.memberChanges.next(conversation.id);
        break;
      case 'ConversationUpdated':
        takePart(event);
        break;
      case 'ConversationDeleted':
        state.drop(conversation.id);
    }
  }

  function takePart({ conversation }: { readonly conversation: ConversationPart | null }): void {
    if (conversation) state.takePart(conversation);
  }

  function add(conversation: ConversationState, event: MessageAdded): void {
    const { message } = event;
    if (!message) {
      // Hidden on another device meanwhile. It had the next number.
      conversation.lastSeq += 1;
      conversation.index.add(conversation.lastSeq, conversation.lastSeq, []);
      return;
    }
    messages.writeContent(message, true);
    conversation.lastSeq = Math.max(conversation.lastSeq, message.seq);
    conversation.index.add(message.seq, message.seq, [indexed(message)]);
    state.noteNewest(conversation, message);
    tell(event);
  }

  function tell({ conversationId, message }: MessageAdded): void {
    if (!message) return;
    const senderId = message.sender?.id ?? null;
    if (senderId === viewerId()) followUp.confirmed(message.clientMessageId);
    else followUp.newMessages.next({ conversationId, messageId: message.id, senderId });
  }

  function applySettings({ conversation }: InboxEvent & { readonly __typename: 'ConversationSettingsChanged' }): void {
    if (!conversation) return;
    const { id } = conversation;
    if (!state.get(id)) return readConversation(id);
    const { lastMessage, ...settings } = conversation;
    state.takePart(settings);
    // Cleared on another device.
    if (!lastMessage) state.empty(id);
  }

  function hide({ conversationId, messageId }: InboxEvent & { readonly __typename: 'MessageHidden' }): void {
    const conversation = state.get(conversationId);
    const seq = conversation?.index.seqOf(messageId);
    if (!conversation || seq === undefined) return;
    conversation.index.remove(seq);
    messages.forget([{ id: messageId }]);
    state.touched(conversation);
    readConversation(conversationId);
  }

  function reset(conversationId: string, head: number): void {
    if (head === 0) return state.drop(conversationId);
    const conversation = state.get(conversationId);
    if (conversation) state.reset(conversation, head);
    else earlyHeads.set(conversationId, head);
    readConversation(conversationId);
    if (!conversation) return;
    followUp.readHistory(conversationId);
    followUp.memberChanges.next(conversationId);
  }

  return {
    apply(event) {
      switch (event.__typename) {
        case 'MessageAdded':
        case 'MessageEdited':
        case 'MessageRecalled':
        case 'MembershipChanged':
        case 'ConversationUpdated':
        case 'ConversationDeleted':
        case 'ReactionAdded':
        case 'ReactionRemoved':
          applyDurable(event);
          break;
        case 'ConversationSettingsChanged':
          applySettings(event);
          break;
        case 'DraftChanged':
          state.takeDraft(event.conversationId, event.draft, event.version);
          break;
        case 'MessageHidden':
          hide(event);
          break;
        case 'ReceiptChanged': {
          const conversation = state.get(event.conversationId);
          if (!conversation) break;
          conversation.setReceipt(event.userId, event);
          state.noteChange(conversation);
          break;
        }
        case 'Reset':
          reset(event.conversationId, event.head);
          break;
        case 'ContactsChanged':
          followUp.ownChanges.next('contacts');
          break;
        case 'ProfileChanged':
          followUp.ownChanges.next('profile');
          break;
        case 'SessionExpiring':
          followUp.sessionExpiring();
          break;
        case 'InboxReady':
        case 'InboxCaughtUp':
        case 'Lagged':
      }
      // Last: what failed before is asked for again.
      if ('cursor' in event) state.cursor = event.cursor;
    },
    conversationRead(id) {
      const events = early.get(id) ?? [];
      early.delete(id);
      const head = earlyHeads.get(id) ?? 0;
      earlyHeads.delete(id);
      const conversation = state.get(id);
      if (!conversation) return;
      if (conversation.revision < head) reset(id, head);
      for (const event of events) applyDurable(event);
    },
  };
}

const isEnd = (change: string): boolean => change === 'LEFT' || change === 'REMOVED';
