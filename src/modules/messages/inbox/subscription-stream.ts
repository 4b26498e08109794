import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import { EventStream } from '../../../common/realtime/event-stream.js';
import type { CursoredNews, SharedNews } from '../../../common/realtime/shared-news.js';
import { CloseCode } from '../../../common/socket/close-codes.js';
import { LaggedType } from '../graphql/lagged.type.js';

/** Most events that may wait for one reader, beside what waits in its socket. */
const LIMIT = 4000;

/** News that is made for many readers. */
type News<T extends object> = SharedNews<T> | CursoredNews<T>;

/** What becomes of a stream that is full or over. A class and no closures: each subscriber has one (docs/performance.md). */
class Bounds {
  constructor(
    private readonly context: GraphqlContext,
    readonly onEnd: () => void,
  ) {}

  get limit(): number {
    return LIMIT;
  }

  onOverflow(): void {
    this.context.socket?.close(CloseCode.SLOW_READER, 'Slow reader');
  }
}

/**
 * The queue of one subscription. A reader that is too slow first loses what newer news replaces, and is told so; when it
 * has no room for durable events either, its socket is closed with a code that lets it come back and resume.
 */
export class SubscriptionStream<T extends object> extends EventStream<T | News<T> | LaggedType> {
  private dropped = 0;

  constructor(context: GraphqlContext, onEnd: () => void) {
    super(new Bounds(context, onEnd));
  }

  /** An event that the reader must get. */
  durable(event: T | News<T>): void {
    this.tellDropped();
    this.push(event);
  }

  /** News that newer news replaces. */
  transient(event: T | SharedNews<T>): void {
    if (this.size >= LIMIT / 2) this.dropped += 1;
    else {
      this.tellDropped();
      this.push(event);
    }
  }

  private tellDropped(): void {
    if (this.dropped === 0 || this.size >= LIMIT / 4) return;
    const lagged = Object.assign(new LaggedType(), { dropped: this.dropped });
    this.dropped = 0;
    this.push(lagged);
  }
}
