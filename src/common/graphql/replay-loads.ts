import { LoaderCache } from './loader-cache.js';

/** As long as answers to live events are reused (docs/adr/0011-execute-once-write-once.md). */
const FRESH_MS = 1000;

const loadsOf = new WeakMap<object, ReplayLoads>();

/**
 * What the events of one replay may share, although they are executed in many turns: all of them had happened before
 * anything was read here, so none is shown what is older than itself. Else a replay of 500 messages would ask for the same
 * few people ten times over (docs/performance.md, "Resume"). Read anew every second: a reader may take minutes to take a replay.
 */
export class ReplayLoads {
  private loaders = new LoaderCache();
  private madeAt: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.madeAt = now();
  }

  /** Lets the event be executed with these. */
  give<Event extends object>(event: Event): Event {
    loadsOf.set(event, this);
    return event;
  }

  /** What an event that is executed now may share; null when it is none of a replay. */
  static of(event: object): LoaderCache | null {
    return loadsOf.get(event)?.fresh() ?? null;
  }

  private fresh(): LoaderCache {
    const now = this.now();
    if (now - this.madeAt > FRESH_MS) {
      this.loaders = new LoaderCache();
      this.madeAt = now;
    }
    return this.loaders;
  }
}
