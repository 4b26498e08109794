import { Collector, type GraphqlFault, type Json, type SocketDoor, type Variables } from './clients.js';
import type { Person } from './people.js';

/** Multiplies the work of the tests that repeat something many times. */
export const SCALE = Number(process.env.TEST_SCALE ?? 1);

/** Looks at the database are so rare that a test which needs one to be told of something fails. */
export const PROMPT = { DELIVERY_POLL_MS: '10000' };

const DURABLE = `... on ConversationEvent { conversationId revision cursor at }
  ... on MessageAdded { message { id seq text recalledAt sender { id } } }
  ... on MessageEdited { message { id seq text } }
  ... on MessageRecalled { message { id seq text recalledAt } }
  ... on MembershipChanged { change userId actorId user { id } actor { id } conversation { id } }
  ... on ReceiptChanged { conversationId userId readSeq deliveredSeq }
  ... on Reset { conversationId head }
  ... on Lagged { dropped }`;

export const INBOX = `subscription ($after: String, $seen: [ConversationPosition!]) {
  inbox(after: $after, seen: $seen) {
    __typename
    ... on InboxReady { cursor epoch }
    ... on InboxCaughtUp { cursor }
    ${DURABLE}
    ... on ConversationSettingsChanged { conversationId conversation { id readSeq unreadCount pinnedAt archivedAt } }
    ... on MessageHidden { conversationId messageId }
    ... on ProfileChanged { userId }
    ... on ContactsChanged { contactsChange: kind contactUserId contact { alias } }
    ... on SessionExpiring { expiresAt }
  }
}`;

export const CONVERSATION_EVENTS = `subscription ($id: ID!, $after: Int) {
  conversationEvents(conversationId: $id, afterRevision: $after) {
    __typename
    ... on ConversationReady { conversationId head }
    ${DURABLE}
  }
}`;

export const isCaughtUp = (event: Json): boolean => event.__typename === 'InboxCaughtUp';

/** The durable events of conversations: the numbered ones. */
export const isNumbered = (event: Json): boolean => typeof event.revision === 'number';

export const revisionsOf = (events: readonly Json[], conversationId?: string): number[] =>
  events
    .filter((event) => isNumbered(event) && (conversationId === undefined || event.conversationId === conversationId))
    .map((event) => event.revision as number);

/** from, from + 1 … to */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

/** Opens an inbox; answers once it has caught up. */
export async function openInbox(socket: SocketDoor, variables: Variables = {}): Promise<Collector> {
  const inbox = socket.subscribe(INBOX, variables);
  await inbox.until(() => inbox.items.some(isCaughtUp), 20_000, 'InboxCaughtUp');
  return inbox;
}

/** What an inbox tells from its opening to being caught up. */
export async function catchUp(socket: SocketDoor, variables: Variables = {}): Promise<Json[]> {
  const inbox = await openInbox(socket, variables);
  inbox.stop();
  return inbox.items.slice(0, inbox.items.findIndex(isCaughtUp) + 1);
}

/** Where an inbox that is opened now would go on. */
export async function cursorNow(person: Person): Promise<string> {
  const socket = person.socket();
  const events = await catchUp(socket);
  await socket.dispose();
  return events.at(-1).cursor as string;
}

/** A cursor made of parts of another. */
export function alteredCursor(cursor: string, change: (parts: [number, string, number]) => unknown): string {
  const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [number, string, number];
  return Buffer.from(JSON.stringify(change(parts))).toString('base64url');
}

/**
 * A client that keeps what it was told, and resumes from it. It checks what every client may rely on: revisions come in
 * order, and with `seen` each once and none is left out.
 */
export class Device {
  readonly events = new Collector();
  readonly applied = new Map<string, number[]>();
  readonly resets: Json[] = [];
  readonly faults: string[] = [];
  cursor: string | null = null;
  connections = 0;
  private socket: SocketDoor | null = null;

  constructor(
    private readonly person: Person,
    private readonly tellsSeen: boolean,
  ) {}

  get seen(): { conversationId: string; revision: number }[] {
    return [...this.applied].map(([conversationId, revisions]) => ({
      conversationId,
      revision: Math.max(...revisions),
    }));
  }

  /** Opens the inbox from where this device left off. Does not wait. */
  connect(node: { readonly url: string }): void {
    this.socket = this.person.socket({ node });
    this.connections += 1;
    const connection = this.connections;
    this.socket.client.subscribe<{ inbox: Json }>(
      { query: INBOX, variables: { after: this.cursor, ...(this.tellsSeen ? { seen: this.seen } : {}) } },
      {
        next: ({ data, errors }) => {
          if (connection !== this.connections) return;
          if (errors) this.faults.push(JSON.stringify(errors satisfies readonly unknown[]));
          else if (data) this.apply(data.inbox);
        },
        error: (error) => {
          // A cut connection is what this is about.
          if (Array.isArray(error)) this.faults.push(JSON.stringify(error as GraphqlFault[]));
        },
        complete: () => undefined,
      },
    );
  }

  /** Opens it and waits until it has caught up. */
  async follow(node: { readonly url: string }): Promise<void> {
    const from = this.events.items.length;
    this.connect(node);
    await this.events.until(() => this.events.items.slice(from).some(isCaughtUp), 20_000, 'InboxCaughtUp');
  }

  /** Loses the connection, and whatever is on its way. */
  cut(): void {
    this.connections += 1;
    this.socket?.cut();
    this.socket = null;
  }

  has(conversationId: string, revision: number): boolean {
    return (this.applied.get(conversationId)?.at(-1) ?? 0) >= revision;
  }

  private apply(event: Json): void {
    if (typeof event.cursor === 'string') this.cursor = event.cursor;
    if (isNumbered(event)) this.applyNumbered(event);
    if (event.__typename === 'Reset') this.resets.push(event);
    this.events.push(event);
  }

  private applyNumbered({ conversationId, revision }: Json): void {
    const revisions = this.applied.get(conversationId) ?? [];
    const last = revisions.at(-1);
    this.applied.set(conversationId, [...revisions, revision]);
    if (last === undefined) return;
    // Without `seen` a resume goes back a little; within what is new it must not skip.
    if (this.tellsSeen ? revision !== last + 1 : revision > Math.max(...revisions) + 1)
      this.faults.push(`${conversationId}: ${revision} after ${last}`);
  }
}
