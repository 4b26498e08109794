/** A server small enough to be right at sight: what it holds, what it tells, and what it answers to a query. */
import type { ConversationFieldsFragment, MessageFieldsFragment } from '../../src/generated/documents.js';
import type { InboxEvent } from '../../src/inbox/apply-event.js';

export const VIEWER = 'viewer';
export const OTHER = 'other';

type Message = { -readonly [Key in keyof MessageFieldsFragment]: MessageFieldsFragment[Key] };

interface Told {
  readonly position: number;
  readonly revision: number;
  /** Made when it is told: what is told of a message is how it is by then. */
  readonly event: () => InboxEvent & { readonly revision: number };
}

interface Conversation {
  readonly id: string;
  lastEventAt: string;
  readonly messages: Message[];
  readonly reactions: Map<string, Map<string, Set<string>>>;
  readonly told: Told[];
}

const person = (id: string): NonNullable<MessageFieldsFragment['sender']> => ({
  __typename: 'User',
  id,
  accountNumber: id,
  username: id,
  nickname: id,
  avatarUrl: null,
});

const timeOf = (position: number): string => new Date(1_700_000_000_000 + position * 1000).toISOString();

export class ModelServer {
  readonly conversations = new Map<string, Conversation>();
  readonly listeners = new Set<(event: InboxEvent) => void>();
  /** Ids of this server's life: others are cursors of a database that is no more. */
  epoch = 1;
  /** Missed events of one conversation above which it says Reset instead of telling them. */
  replayLimit = 8;
  private position = 0;
  /** As many as the messages that the client message ids stand for. */
  private readonly byClientId = new Map<string, Message>();

  constructor(conversationIds: readonly string[]) {
    for (const id of conversationIds) this.create(id);
  }

  get cursor(): string {
    return `${this.epoch}:${this.position}`;
  }

  create(id: string): void {
    if (this.conversations.has(id)) return;
    const made: Conversation = { id, lastEventAt: '', messages: [], reactions: new Map(), told: [] };
    this.conversations.set(id, made);
    made.lastEventAt = timeOf(this.position + 1);
    this.tell(made, (common) => ({
      __typename: 'MembershipChanged',
      ...common,
      change: 'JOINED',
      userId: VIEWER,
      conversation: null,
    }));
  }

  /** Adds a message, or answers the one that this id stands for. */
  send(conversationId: string, senderId: string, text: string | null, clientMessageId: string): Message {
    const present = this.byClientId.get(`${senderId} ${clientMessageId}`);
    if (present) return present;
    const conversation = this.get(conversationId);
    const seq = conversation.messages.length + 1;
    const createdAt = timeOf(this.position + 1);
    const message: Message = {
      __typename: 'Message',
      id: `${conversationId}/${seq}`,
      conversationId,
      seq,
      revision: conversation.told.length + 1,
      clientMessageId,
      text,
      createdAt,
      sentAt: null,
      editedAt: null,
      recalledAt: null,
      sender: person(senderId),
      attachments: [],
      mentions: [],
      replyTo: null,
      reactions: [],
    } as unknown as Message;
    conversation.messages.push(message);
    conversation.lastEventAt = createdAt;
    this.byClientId.set(`${senderId} ${clientMessageId}`, message);
    this.tellMessage(conversation, message, 'MessageAdded');
    return message;
  }

  /** Edits or recalls the message before the last so many. */
  change(conversationId: string, back: number, text: string | null): void {
    const conversation = this.get(conversationId);
    const message = conversation.messages.at(-1 - back);
    if (!message || message.recalledAt !== null) return;
    message.text = text;
    message.revision = conversation.told.length + 1;
    const at = timeOf(this.position + 1);
    if (text === null) {
      message.recalledAt = at;
      conversation.reactions.delete(message.id);
      message.reactions = [];
    } else message.editedAt = at;
    this.tellMessage(conversation, message, text === null ? 'MessageRecalled' : 'MessageEdited');
  }

  /** Gives an emoji, or takes it back where it was given. */
  react(conversationId: string, back: number, userId: string, emoji: string): void {
    const conversation = this.get(conversationId);
    const message = conversation.messages.at(-1 - back);
    if (!message || message.recalledAt !== null) return;
    const given = conversation.reactions.get(message.id) ?? new Map<string, Set<string>>();
    conversation.reactions.set(message.id, given);
    const people = given.get(emoji) ?? new Set<string>();
    given.set(emoji, people);
    const isAdded = !people.delete(userId);
    if (isAdded) people.add(userId);
    if (people.size === 0) given.delete(emoji);
    message.revision = conversation.told.length + 1;
    message.reactions = [...given].map(([name, all]) => ({
      __typename: 'Reaction',
      emoji: name,
      count: all.size,
      viewerHasReacted: all.has(VIEWER),
    }));
    const told = { messageId: message.id, userId, emoji, count: people.size };
    this.tell(conversation, (common) => ({
      __typename: isAdded ? 'ReactionAdded' : 'ReactionRemoved',
      ...common,
      ...told,
    }));
  }

  summaryOf(id: string): ConversationFieldsFragment | null {
    const conversation = this.conversations.get(id);
    if (!conversation) return null;
    return {
      __typename: 'Conversation',
      id,
      kind: 'DIRECT',
      lastSeq: conversation.messages.length,
      revision: conversation.told.length,
      unreadCount: 0,
      unreadMentionCount: 0,
      draft: null,
      readSeq: 0,
      deliveredSeq: 0,
      lastEventAt: conversation.lastEventAt,
      pinnedAt: null,
      mutedUntil: null,
      archivedAt: null,
      participantCount: 2,
      viewerRole: 'MEMBER',
      peer: person(OTHER),
      room: null,
      lastMessage: structuredClone(conversation.messages.at(-1) ?? null),
    } as unknown as ConversationFieldsFragment;
  }

  /** What was missed, as `inbox(after, seen)` tells it; like a careless server it repeats the last that was seen. */
  missed(after: string, seen: readonly { conversationId: string; revision: number }[]): InboxEvent[] {
    const known = new Map(seen.map(({ conversationId, revision }) => [conversationId, revision]));
    const [epoch, position] = after.split(':').map(Number) as [number, number];
    return [...this.conversations.values()].flatMap(({ id, told }): InboxEvent[] => {
      const from = known.get(id);
      const events = told.filter((one) => (from === undefined ? one.position > position - 2 : one.revision > from - 1));
      if (epoch !== this.epoch || events.length > this.replayLimit)
        return [{ __typename: 'Reset', conversationId: id, head: told.length }];
      // A replay that is interrupted begins again from where it began.
      return events.map(({ event }) => ({ ...event(), cursor: after }));
    });
  }

  private get(id: string): Conversation {
    const conversation = this.conversations.get(id);
    if (!conversation) throw new Error(`there is no ${id}`);
    return conversation;
  }

  private tellMessage(
    conversation: Conversation,
    message: Message,
    __typename: 'MessageAdded' | 'MessageEdited' | 'MessageRecalled',
  ): void {
    this.tell(conversation, (common) => {
      const { reactions: _, ...content } = structuredClone(message);
      return { __typename, ...common, message: content };
    });
  }

  private tell(conversation: Conversation, make: (common: object) => object): void {
    this.position += 1;
    const position = this.position;
    const revision = conversation.told.length + 1;
    const common = { conversationId: conversation.id, revision, cursor: `${this.epoch}:${position}` };
    const event = (): Told['event'] extends () => infer E ? E : never => make(common) as never;
    conversation.told.push({ position, revision, event });
    for (const listener of this.listeners) listener(event());
  }
}
