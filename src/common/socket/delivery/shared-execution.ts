import type { ExecutionArgs } from 'graphql';
import { AppError } from '../../errors/app-error.js';
import type { GraphqlContext } from '../../graphql/graphql-context.js';
import { LoaderCache } from '../../graphql/loader-cache.js';
import { ReplayLoads } from '../../graphql/replay-loads.js';
import { newId } from '../../ids/ids.js';
import type { CursoredNews } from '../../realtime/shared-news.js';

/** Who waits for an execution. */
export interface ExecutionReader {
  settled(): void;
}

/** The answer to one event, on its way or made, as one reader gets it. */
export interface EventAnswer {
  readonly event: object;
  readonly isDone: boolean;
  /** JSON in UTF-8, one character for each byte; null until it is made, and when everybody has to make their own. */
  readonly payload: string | null;
  readonly failure: Error | null;
  /** Has the reader's `settled` called once it is done. */
  await(reader: ExecutionReader): void;
}

/** The answer to one event, on its way or made. */
export class EventExecution implements EventAnswer {
  /** The answer as JSON in UTF-8, one character for each byte; null until it is made. */
  payload: string | null = null;
  failure: Error | null = null;
  /** It turned out that the answer depends on who asks: everybody has to make their own. */
  isPersonal = false;
  private waiting: ExecutionReader[] = [];

  constructor(
    readonly event: object,
    /** Milliseconds, of `performance.now()`. */
    readonly startedAt: number,
  ) {}

  get isDone(): boolean {
    return this.payload !== null || this.failure !== null || this.isPersonal;
  }

  /** Has the reader's `settled` called once it is done. */
  await(reader: ExecutionReader): void {
    this.waiting.push(reader);
  }

  settle(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const reader of waiting) reader.settled();
  }
}

/** An answer that was made for many, with one reader's cursor. */
export class CursoredAnswer implements EventAnswer {
  constructor(
    private readonly news: CursoredNews,
    private readonly made: EventExecution,
  ) {}

  get event(): object {
    return this.news.own;
  }

  get isDone(): boolean {
    return this.made.isDone;
  }

  get payload(): string | null {
    const { payload } = this.made;
    return payload === null ? null : this.news.cursor.putInto(payload);
  }

  get failure(): Error | null {
    return this.made.failure;
  }

  await(reader: ExecutionReader): void {
    this.made.await(reader);
  }
}

/** What an answer for everybody is made with: a context in which there is nobody, and which tells when somebody is looked for. */
export interface SharedContext {
  readonly args: ExecutionArgs;
  /** Made when it is asked for: an answer without an error has no need of one. */
  readonly requestId: () => string;
  readonly wasViewerAsked: () => boolean;
}

/**
 * Resolvers that look at the viewer, or at anything else that belongs to one subscriber, find an error here, and their
 * answer is thrown away: a field that nobody has marked costs an execution, and never shows one viewer what is another's.
 */
export function sharedContext(args: ExecutionArgs, rootValue: object, loaders: LoaderCache): SharedContext {
  let id: string | null = null;
  const requestId = (): string => (id ??= newId());
  let asked = false;
  const refuse = (): never => {
    asked = true;
    throw new AppError('INTERNAL', 'An answer for everybody does not depend on one viewer');
  };
  const contextValue: GraphqlContext = {
    door: 'socket',
    loaders,
    isShared: true,
    get requestId() {
      return requestId();
    },
    get viewer() {
      return refuse();
    },
    get authError() {
      return refuse();
    },
    get address() {
      return refuse();
    },
    get userAgent() {
      return refuse();
    },
    get socket() {
      return refuse();
    },
  };
  return { args: { ...args, rootValue, contextValue }, requestId, wasViewerAsked: () => asked };
}

/**
 * DataLoaders for all events that are executed within one turn: read together, and not kept for those that come later, so
 * that an event never shows what an earlier one had loaded.
 */
export class TurnLoaders {
  private current: LoaderCache | null = null;

  get(event: object): LoaderCache {
    const shared = ReplayLoads.of(event);
    if (this.current?.shared === shared) return this.current;
    this.current = new LoaderCache(shared);
    queueMicrotask(() => (this.current = null));
    return this.current;
  }
}
