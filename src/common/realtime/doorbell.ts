import type { FeedKey } from './feed-key.js';
import type { FeedSignal } from './feed-event.js';

/** "Something moved": a hint to other nodes, never the truth. */
export interface Ring {
  readonly feed: FeedKey;
  readonly revision?: number;
  readonly signal?: FeedSignal;
}

/**
 * Tells the other nodes that feeds have moved. May lose, repeat and reorder; nobody ever waits for it.
 */
export abstract class Doorbell {
  /** Rings at the other nodes. Returns at once and never throws. */
  abstract ring(ring: Ring): void;

  /** Calls back for each ring of another node. */
  abstract onRing(listener: (ring: Ring) => void): void;

  /** Calls back when rings may have been lost and the database should be asked. */
  abstract onDoubt(listener: () => void): void;

  /** Whether other nodes can be heard at present; null when there are none. */
  abstract get healthy(): boolean | null;
}

/** For a single process: there is nobody to ring. */
export class SilentDoorbell extends Doorbell {
  ring(): void {}
  onRing(): void {}
  onDoubt(): void {}
  get healthy(): null {
    return null;
  }
}
