import type { InboxSubscription } from '../generated/documents.js';
import type { ChatState } from '../state/chat-state.js';
import type { ConversationState } from '../state/conversation-state.js';
import { indexed } from '../state/message-store.js';

export type InboxEvent = InboxSubscription['inbox'];

type Durable = Extract<InboxEvent, { readonly revision: number }>;

/** What applying an event leaves to be done, because the server has to be asked. */
export interface FollowUp {
  /** This conversation has to be read, again or for the first time. */
  readConversation(id: string): void;
  /** The newest page of this conversation's history has to be read again. */
  readHistory(id: string): void;
  /** The socket's session ends soon. */
  sessionExpiring(): void;
  /** The viewer's contacts, or own profile, are not what they were. */
  changed(what: 'contacts' | 'profile'): void;
  /** Who is in this conversation, or in what role, is or may be not what it was. */
  members(conversationId: string): void;
  /** A message that was waiting in the outbox has come back as a fact. */
  confirmed(clientMessageId: string): void;
  /** Somebody else has written. */
  received(message: NewMessage): void;
}

export interface NewMessage {
  readonly conversationId: string;
  readonly messageId: string;
  readonly senderId: string | null;
}

/** Applies events to what is known here, each once and in order of revision, whatever comes twice. */
export class EventApplier {
  /** Events of conversations that are still being read. */
  readonly #early = new Map<string, Durable[]>();
  /** Up to which revision conversations that are still being read can't be replayed. */
  readonly #earlyHeads = new Map<string, number>();
  readonly #state: ChatState;
  readonly #viewerId: () => string | null;
  readonly #followUp: FollowUp;

  constructor(state: ChatState, viewerId: () => string | null, followUp: FollowUp) {
    this.#state = state;
    this.#viewerId = viewerId;
    this.#followUp = followUp;
  }

  apply(event: InboxEvent): void {
    switch (event.__typename) {
      case 'MessageAdded':
      case 'MessageEdited':
      case 'MessageRecalled':
      case 'MembershipChanged':
      case 'ConversationUpdated':
      case 'ConversationDeleted':
      case 'ReactionAdded':
      case 'ReactionRemoved':
        this.#applyDurable(event);
        break;
      case 'ConversationSettingsChanged':
        this.#applySettings(event);
        break;
      case 'DraftChanged':
        this.#state.takeDraft(event.conversationId, event.draft, event.version);
        break;
      case 'MessageHidden':
        this.#hide(event.conversationId, event.messageId);
        break;
      case 'ReceiptChanged':
        this.#applyReceipt(event);
        break;
      case 'Reset':
        this.#reset(event.conversationId, event.head);
        break;
      case 'ContactsChanged':
        this.#followUp.changed('contacts');
        break;
      case 'ProfileChanged':
        this.#followUp.changed('profile');
        break;
      case 'SessionExpiring':
        this.#followUp.sessionExpiring();
        break;
      case 'InboxReady':
      case 'InboxCaughtUp':
      case 'Lagged':
    }
    // Last: what failed before is asked for again.
    if ('cursor' in event) this.#state.cursor = event.cursor;
  }

  /** A conversation has been read for the first time, or is not there: what came meanwhile is applied, or forgotten. */
  conversationRead(id: string): void {
    const events = this.#early.get(id) ?? [];
    this.#early.delete(id);
    const head = this.#earlyHeads.get(id) ?? 0;
    this.#earlyHeads.delete(id);
    const conversation = this.#state.get(id);
    if (!conversation) return;
    if (conversation.revision < head) this.#reset(id, head);
    for (const event of events) this.#applyDurable(event);
  }

  #keepForLater(event: Durable): void {
    this.#early.set(event.conversationId, [...(this.#early.get(event.conversationId) ?? []), event]);
    this.#followUp.readConversation(event.conversationId);
  }

  #applyDurable(event: Durable): void {
    const conversation = this.#state.get(event.conversationId);
    if (!conversation) {
      const isOver =
        event.__typename === 'ConversationDeleted' ||
        (event.__typename === 'MembershipChanged' && event.userId === this.#viewerId() && isEnd(event.change));
      if (isOver) this.#early.delete(event.conversationId);
      else this.#keepForLater(event);
      return;
    }
    if (event.revision <= conversation.revision) {
      // A conversation that became known by this very message was read with it: it is news all the same.
      if (event.__typename !== 'MessageAdded' || event.revision > conversation.firstRevision) return;
      if (event.revision > conversation.toldRevision) this.#tell(event);
      conversation.toldRevision = Math.max(conversation.toldRevision, event.revision);
      return;
    }
    // The server tells every revision; should one be missing after all, what is shown must not pretend to be whole.
    const isMissing = event.revision > conversation.revision + 1;
    conversation.revision = event.revision;
    this.#state.touched(conversation);
    this.#change(conversation, event);
    if (isMissing) this.#reset(conversation.id, event.revision);
  }

  #change(conversation: ConversationState, event: Durable): void {
    switch (event.__typename) {
      case 'MessageAdded':
        this.#add(conversation, event);
        break;
      case 'MessageEdited':
      case 'MessageRecalled':
        if (event.message && !this.#state.messages.writeContent(event.message, false)) conversation.unheard += 1;
        break;
      case 'ReactionAdded':
      case 'ReactionRemoved': {
        const isAdded = event.__typename === 'ReactionAdded';
        const viewerHasReacted = event.userId === this.#viewerId() ? isAdded : null;
        if (!this.#state.messages.react({ ...event, viewerHasReacted })) conversation.unheard += 1;
        break;
      }
      case 'MembershipChanged':
        if (event.userId === this.#viewerId()) this.#ownMembership(conversation, event.change);
        else if (event.conversation) this.#state.takePart(event.conversation);
        this.#followUp.members(conversation.id);
        break;
      case 'ConversationUpdated':
        if (event.conversation) this.#state.takePart(event.conversation);
        break;
      case 'ConversationDeleted':
        this.#state.drop(conversation.id);
    }
  }

  #add(conversation: ConversationState, event: Durable & { readonly __typename: 'MessageAdded' }): void {
    const { message } = event;
    if (!message) {
      // Hidden on another device meanwhile. It had the next number.
      conversation.lastSeq += 1;
      conversation.index.add(conversation.lastSeq, conversation.lastSeq, []);
      return;
    }
    this.#state.messages.writeContent(message, true);
    conversation.lastSeq = Math.max(conversation.lastSeq, message.seq);
    conversation.index.add(message.seq, message.seq, [indexed(message)]);
    this.#state.noteNewest(message);
    this.#tell(event);
  }

  #tell({ conversationId, message }: Durable & { readonly __typename: 'MessageAdded' }): void {
    if (!message) return;
    const senderId = message.sender?.id ?? null;
    if (senderId === this.#viewerId()) this.#followUp.confirmed(message.clientMessageId);
    else this.#followUp.received({ conversationId, messageId: message.id, senderId });
  }

  #ownMembership(conversation: ConversationState, change: string): void {
    if (isEnd(change)) this.#state.drop(conversation.id);
    else this.#followUp.readConversation(conversation.id);
  }

  #applySettings(event: InboxEvent & { readonly __typename: 'ConversationSettingsChanged' }): void {
    const { conversation } = event;
    if (!conversation) return;
    if (!this.#state.get(conversation.id)) return this.#followUp.readConversation(conversation.id);
    const { lastMessage, ...settings } = conversation;
    this.#state.takePart(settings);
    // Cleared on another device.
    if (!lastMessage) this.#state.empty(conversation.id);
  }

  #applyReceipt(event: InboxEvent & { readonly __typename: 'ReceiptChanged' }): void {
    const conversation = this.#state.get(event.conversationId);
    if (!conversation) return;
    conversation.setReceipt(event.userId, event);
    this.#state.noteChange(conversation);
  }

  #hide(conversationId: string, messageId: string): void {
    const conversation = this.#state.get(conversationId);
    const seq = conversation?.index.seqOf(messageId);
    if (!conversation || seq === undefined) return;
    conversation.index.remove(seq);
    this.#state.messages.forget([{ id: messageId }]);
    this.#state.touched(conversation);
    this.#followUp.readConversation(conversationId);
  }

  #reset(conversationId: string, head: number): void {
    if (head === 0) return this.#state.drop(conversationId);
    const conversation = this.#state.get(conversationId);
    if (!conversation) {
      this.#earlyHeads.set(conversationId, head);
      return this.#followUp.readConversation(conversationId);
    }
    this.#state.reset(conversation, head);
    this.#followUp.readConversation(conversationId);
    this.#followUp.readHistory(conversationId);
    this.#followUp.members(conversationId);
  }
}

const isEnd = (change: string): boolean => change === 'LEFT' || change === 'REMOVED';
