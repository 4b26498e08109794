import { Attachment, type FeedListener } from './attachment.js';
import type { FeedEvent, FeedSignal } from './feed-event.js';
import type { FeedSource } from './feed-source.js';

/**
 * How many events a feed keeps, and how long (milliseconds), to serve those who join a moment late without the database.
 * Not longer: an event tells of a message as it was, and what was recalled since must not be told.
 */
const RING = 256;
const RING_MS = 2000;
const LOAD_BATCH = 500;
/** How many of what one listener has missed are read at once: they are its own, and it may be slow. */
const CATCH_UP_BATCH = 64;
/** How often a hole is asked for again before the listeners are told of it. */
const HOLE_ATTEMPTS = 5;

/** How feeds of one kind are read and kept: one object for all of them, since every user who is there has a feed. */
export interface FeedOptions {
  readonly source: Pick<FeedSource, 'dense' | 'load'>;
  /** The newest committed revision. */
  readonly readHead: (id: string) => Promise<number>;
  readonly onEmpty: (feed: Feed) => void;
  /** The feed could not be read; it has to be told to `retry`. */
  readonly onError: (error: unknown, feed: Feed) => void;
}

/**
 * One feed as seen by this node: the last revision delivered, a ring of recent events, and those who listen. It delivers
 * strictly in order of revision; whatever it has not been told it reads from the database. What it is told is a hint:
 * a head that the database does not know is forgotten.
 */
export class Feed {
  private readonly live = new Set<Attachment>();
  private joining: Set<Attachment> | null = null;
  private ring: { readonly event: FeedEvent; readonly deliveredAt: number }[] = [];
  /** Events that came by notification, ahead of their turn; null while there are none, as in most feeds at most times. */
  private early: Map<number, FeedEvent> | null = null;
  /** The last revision delivered to live listeners. */
  private delivered = 0;
  private head = 0;
  private opening: Promise<void> | null = null;
  private isOpen = false;
  private advancing = false;
  private holes = 0;

  constructor(
    readonly id: string,
    private readonly options: FeedOptions,
  ) {}

  /** How many listen, those who are still catching up included. */
  get listeners(): number {
    return this.live.size + (this.joining?.size ?? 0);
  }

  get isEmpty(): boolean {
    return this.listeners === 0;
  }

  /**
   * Attaches a listener that has seen everything up to `position`. What it has missed is handed to it first, then it is
   * live; the switch happens within one turn of the event loop, so nothing falls between. Resolves once it is live.
   * @param position null: wherever those who are live have come to
   * @param pace awaited before a batch of missed events is read, and before it is handed over, so that a slow reader is not
   *   flooded, and nothing is held for it
   */
  async attach(
    listener: FeedListener,
    position: number | null,
    pace: () => Promise<void> = async () => {},
  ): Promise<Attachment> {
    const attachment = new Attachment(this, listener, position ?? 0);
    (this.joining ??= new Set()).add(attachment);
    try {
      await (this.opening ??= this.open());
      if (position === null) attachment.position = this.delivered;
      await this.catchUp(attachment, position === null, pace);
    } catch (error) {
      attachment.detach();
      throw error;
    }
    return attachment;
  }

  detach(attachment: Attachment): void {
    this.joined(attachment);
    this.live.delete(attachment);
    if (this.isEmpty) this.options.onEmpty(this);
  }

  /** The feed's head is said to be at least `revision`; `events` are some of the newest, if they came along. */
  moved(revision: number, events: readonly FeedEvent[] = []): void {
    if (revision > this.head) this.head = revision;
    if (this.isOpen && this.head <= this.delivered) return;
    for (const event of events)
      if (event.revision > this.delivered) (this.early ??= new Map()).set(event.revision, event);
    if (!this.isOpen || this.advancing) return;
    this.takeEarly();
    this.retry();
  }

  /** Reads what is outstanding, if anything is. */
  retry(): void {
    if (!this.isOpen || this.advancing || this.isEmpty || this.head <= this.delivered) return;
    this.advance().catch((error: unknown) => this.options.onError(error, this));
  }

  signalled(signal: FeedSignal): void {
    for (const attachment of this.live) attachment.signal(signal);
  }

  /**
   * Finds out where the feed stands. Only now that notifications reach it is the answer good: what is committed later
   * is heard of, what was committed earlier is in the answer.
   */
  private async open(): Promise<void> {
    const head = await this.options.readHead(this.id);
    this.delivered = head;
    if (head > this.head) this.head = head;
    this.isOpen = true;
    this.takeEarly();
    this.retry();
  }

  private async catchUp(attachment: Attachment, fromNow: boolean, pace: () => Promise<void>): Promise<void> {
    const { id } = this;
    const { source } = this.options;
    while (!attachment.closed && !fromNow && attachment.position < this.head) {
      await pace();
      if (attachment.closed) break;
      const { delivered } = this;
      const missed = this.fromRing(attachment.position) ?? (await source.load(id, attachment.position, CATCH_UP_BATCH));
      const next = missed[0];
      if (!next || (source.dense && next.revision !== attachment.position + 1)) {
        // What lies above `delivered` the live listeners have not got either: it comes to all of them.
        attachment.tellGap(delivered);
        if (attachment.position >= this.delivered) break;
        continue;
      }
      await pace();
      for (const event of missed) attachment.deliver(event);
    }
    // In the same turn as the last look at the head: even one `await` in between would let events pass by.
    this.joined(attachment);
    if (attachment.closed) this.detach(attachment);
    else this.live.add(attachment);
  }

  private joined(attachment: Attachment): void {
    this.joining?.delete(attachment);
    if (this.joining?.size === 0) this.joining = null;
  }

  /** Reads from the database until the head is reached. A hole that stays is told to the listeners, never hidden. */
  private async advance(): Promise<void> {
    const { id } = this;
    const { source } = this.options;
    this.advancing = true;
    try {
      while (this.head > this.delivered && !this.isEmpty) {
        const loaded = await source.load(id, this.delivered, LOAD_BATCH);
        const fresh = loaded.filter((event) => event.revision > this.delivered);
        const next = fresh[0];
        if (!next || (source.dense && next.revision !== this.delivered + 1)) {
          if (await this.isStuck()) return;
          continue;
        }
        this.holes = 0;
        for (const event of fresh) this.deliver(event);
        this.takeEarly();
      }
    } finally {
      this.advancing = false;
    }
  }

  /** Nothing could be read above `delivered`: was the head a rumour, or is there a hole? Whether to stop for now. */
  private async isStuck(): Promise<boolean> {
    const rumoured = this.head;
    const head = await this.options.readHead(this.id);
    if (head <= this.delivered) {
      if (this.head > rumoured) return false; // news came meanwhile
      this.head = this.delivered;
      return true;
    }
    this.holes += 1;
    if (this.holes < HOLE_ATTEMPTS) return false; // committed since it was read, most likely
    this.holes = 0;
    for (const attachment of this.live) attachment.tellGap(head);
    this.delivered = head;
    if (this.head <= rumoured) this.head = head;
    this.ring = [];
    this.takeEarly();
    return false;
  }

  private takeEarly(): void {
    const { early } = this;
    if (!early) return;
    for (let event = early.get(this.delivered + 1); event; event = early.get(this.delivered + 1)) this.deliver(event);
    for (const revision of early.keys()) if (revision <= this.delivered) early.delete(revision);
    if (early.size === 0) this.early = null;
  }

  private deliver(event: FeedEvent): void {
    this.delivered = event.revision;
    if (event.revision > this.head) this.head = event.revision;
    this.ring.push({ event, deliveredAt: performance.now() });
    if (this.ring.length > RING * 2) this.ring = this.ring.slice(-RING);
    for (const attachment of this.live) attachment.deliver(event);
  }

  /** Everything above `position`, if the ring reaches back that far and is fresh. */
  private fromRing(position: number): FeedEvent[] | null {
    const oldest = this.ring[0]?.event;
    if (!oldest || !this.options.source.dense || oldest.revision > position + 1) return null;
    const recent = this.ring.slice(position + 1 - oldest.revision);
    if (recent[0] && performance.now() - recent[0].deliveredAt > RING_MS) return null;
    const events = recent.map(({ event }) => event);
    // The ring still holds what was said before it was edited or recalled; the database does not.
    const touched = events.flatMap(({ messageSeq }) => messageSeq ?? []);
    return new Set(touched).size === touched.length ? events : null;
  }
}
