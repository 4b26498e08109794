import type { FeedEvent, FeedSignal } from './feed-event.js';

export interface FeedListener {
  /** The next durable event. Called in strictly ascending order of revision. Must not throw. */
  event(event: FeedEvent): void;
  /** Something transient. */
  signal?(signal: FeedSignal): void;
  /** Events up to and including `head` can't be delivered; the next event will be the one after. */
  gap(head: number): void;
}

/** A listener of one feed, and how far it has come. */
export class Attachment {
  /** Closed attachments receive nothing, not even what is already on its way. */
  closed = false;

  constructor(
    private readonly feed: { detach(attachment: Attachment): void },
    private readonly listener: FeedListener,
    /** The last revision handed to the listener. */
    public position: number,
  ) {}

  detach(): void {
    this.closed = true;
    this.feed.detach(this);
  }

  deliver(event: FeedEvent): void {
    if (this.closed || event.revision <= this.position) return;
    this.position = event.revision;
    this.listener.event(event);
  }

  signal(signal: FeedSignal): void {
    if (!this.closed) this.listener.signal?.(signal);
  }

  /** Skips to `head`, and says so. */
  tellGap(head: number): void {
    if (this.closed || this.position >= head) return;
    this.position = head;
    this.listener.gap(head);
  }
}
