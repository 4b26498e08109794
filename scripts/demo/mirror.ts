import type { InboxEvent, SeenMessage } from './events.js';

/** A conversation as one person's stream tells it. */
export interface MirroredConversation {
  /** The revision of the first event. */
  readonly first: number;
  revision: number;
  readonly messages: Map<number, SeenMessage>;
  /** The person was removed, or left. */
  ended: boolean;
}

/** What a client makes of the stream: nothing but events, applied as they come. Notes whatever a stream must not do. */
export class Mirror {
  readonly conversations = new Map<string, MirroredConversation>();
  readonly faults: string[] = [];
  cursor: string | null = null;
  applied = 0;

  constructor(private readonly userId: () => string) {}

  /** What the client holds, for a resume in which each event comes exactly once. */
  get seen(): { conversationId: string; revision: number }[] {
    return [...this.conversations].map(([conversationId, { revision }]) => ({ conversationId, revision }));
  }

  apply(event: InboxEvent): void {
    if (event.cursor !== undefined) this.cursor = event.cursor;
    if (event.__typename === 'Reset') this.faults.push('was told to read again, although little was missed');
    const { conversationId, revision } = event;
    if (conversationId === undefined || revision === undefined) return;
    this.applied += 1;
    const conversation = this.place(conversationId, revision);
    if (event.message) conversation.messages.set(event.message.seq, event.message);
    const mine = event.userId === this.userId();
    if (event.__typename === 'MembershipChanged' && mine)
      conversation.ended = event.membership === 'REMOVED' || event.membership === 'LEFT';
  }

  private place(conversationId: string, revision: number): MirroredConversation {
    const known = this.conversations.get(conversationId);
    if (!known) {
      const made = { first: revision, revision, messages: new Map<number, SeenMessage>(), ended: false };
      this.conversations.set(conversationId, made);
      return made;
    }
    if (known.ended) this.faults.push(`revision ${revision} came after the end of the membership`);
    if (revision <= known.revision) this.faults.push(`revision ${revision} came twice, or late`);
    if (revision > known.revision + 1)
      this.faults.push(`revisions ${known.revision + 1} to ${revision - 1} are missing`);
    known.revision = revision;
    return known;
  }
}
