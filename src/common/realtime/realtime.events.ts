import type { FeedKey } from './feed-key.js';
import type { FeedEvent, FeedSignal } from './feed-event.js';

declare module '../events/domain-events.js' {
  interface DomainEventMap {
    /** A feed has a new head. `events` may carry what is new, to spare the node a read. */
    'feed.moved': { readonly feed: FeedKey; readonly revision: number; readonly events?: readonly FeedEvent[] };
    /** Something to tell the feed's subscribers that is not part of the numbered stream: positions, typing. */
    'feed.signalled': { readonly feed: FeedKey; readonly signal: FeedSignal };
  }
}
