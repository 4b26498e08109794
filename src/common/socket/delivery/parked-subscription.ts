import type { EventStream, StreamReader } from '../../realtime/event-stream.js';
import type { EventAnswer } from './shared-execution.js';
import type { FrameOwner, SocketWriter } from './socket-writer.js';
import { bytesOf } from './text-frame.js';

/** Most events of one subscription whose answers are made at a time; the others wait in its queue, which is bounded. */
const MAX_UNDER_WAY = 128;
/** Of long answers only as many as make so many characters, and at least a few. */
const MAX_UNDER_WAY_TEXT = 131_072;
const FEW = 8;

/** Prefixes by operation id, of ids as clients count them, and of so many at most: nearly all sockets have the same few. */
const prefixes = new Map<string, string>();
const MAX_PREFIXES = 1000;
const SHORT_ID = 4;

function prefixOf(operationId: string): string {
  const known = prefixes.get(operationId);
  if (known !== undefined) return known;
  const prefix = bytesOf(`{"id":${JSON.stringify(operationId)},"type":"next","payload":`);
  if (operationId.length <= SHORT_ID && prefixes.size < MAX_PREFIXES) prefixes.set(operationId, prefix);
  return prefix;
}

export interface ParkedHooks {
  /** Begins the execution of the next event, or finds the one that is made for others too. */
  execute(item: unknown): EventAnswer;
  /** Begins an execution of the subscriber's own. */
  executeAlone(event: object): EventAnswer;
  /** An event has been handed to the socket. */
  onDelivered(): void;
  /** Called once, when it is over, whoever ended it. */
  onEnd(): void;
}

/**
 * A subscription whose events go past graphql-ws: to graphql-ws it is an async generator that yields nothing and ends when
 * the stream does, so that `complete` and `error` stay its business; the events are taken from the stream, executed and
 * written here, in their order. That saves three promises, an object and a system call for each event and subscriber
 * (docs/performance.md).
 */
export class ParkedSubscription implements AsyncGenerator<never, void, void>, FrameOwner, StreamReader<unknown> {
  readonly prefix: string;
  isGone = false;
  /** The answer that goes next; it is being made or waits for room. */
  private head: EventAnswer | null = null;
  /** Those after it, in the order of their events; null while there are none, as for nearly every event. */
  private behind: EventAnswer[] | null = null;
  private parked: { resolve(result: IteratorResult<never, void>): void; reject(error: Error): void } | null = null;
  private isEnded = false;
  /** Once full it takes no more until all is written: a replay then reads its senders by the hundred, and not one by one. */
  private isFull = false;
  /** How many are made at a time, by the length of the last. */
  private most = MAX_UNDER_WAY;

  constructor(
    operationId: string,
    private readonly source: EventStream<unknown>,
    private readonly writer: Pick<SocketWriter, 'hasRoom' | 'awaitRoom' | 'forget' | 'write'>,
    private readonly hooks: ParkedHooks,
  ) {
    this.prefix = prefixOf(operationId);
  }

  /** Called by graphql-ws once it has taken note of the subscription; from then on events flow. Resolves at the end. */
  next(): Promise<IteratorResult<never, void>> {
    if (this.isGone || this.isEnded) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.parked = { resolve, reject };
      this.source.readBy(this);
      this.resume();
    });
  }

  /** The client does not want it any more, or its socket has ended. */
  return(): Promise<IteratorResult<never, void>> {
    this.abandon();
    this.parked?.resolve({ done: true, value: undefined });
    this.parked = null;
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<IteratorResult<never, void>> {
    void this.return();
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }

  /** Takes events while the socket keeps up. */
  resume(): void {
    if (this.isGone || this.isEnded) return;
    try {
      this.deliver();
    } catch (error) {
      this.end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** An event that comes while none waits: to a reader who keeps up it goes past the queue. */
  accept(item: unknown): boolean {
    if (this.isGone || this.isEnded || this.isFull || !this.writer.hasRoom) return false;
    try {
      this.begin(item);
      // An answer that others have had made goes out now; one that is still being made calls `settled`.
      if (this.head?.isDone) this.deliver();
    } catch (error) {
      this.end(error instanceof Error ? error : new Error(String(error)));
    }
    return true;
  }

  /** An answer that this one waits for is made. */
  settled(): void {
    this.resume();
  }

  private deliver(): void {
    this.writeMade();
    while (this.source.size > 0 && !this.isFull && this.writer.hasRoom) {
      this.begin(this.source.take());
      this.writeMade();
    }
    if (this.head === null && this.source.size === 0) {
      if (this.source.isOver) this.end(this.source.takeFailure());
    } else if (!this.writer.hasRoom) this.writer.awaitRoom(this);
  }

  private begin(item: unknown): void {
    const answer = this.hooks.execute(item);
    if (this.head === null) this.head = answer;
    else (this.behind ??= []).push(answer);
    this.isFull = 1 + (this.behind?.length ?? 0) >= this.most;
    if (!answer.isDone) answer.await(this);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** Hands over what is made, as long as everything before it is made and there is room. */
  private writeMade(): void {
    for (let { head } = this; head?.isDone && this.writer.hasRoom; head = this.head) {
      if (head.failure) return this.end(head.failure);
      const { payload } = head;
      if (payload === null) {
        this.head = this.hooks.executeAlone(head.event);
        this.head.await(this);
        return;
      }
      this.advance();
      this.most = Math.max(FEW, Math.min(MAX_UNDER_WAY, Math.floor(MAX_UNDER_WAY_TEXT / payload.length)));
      this.writer.write(this, payload);
      this.hooks.onDelivered();
    }
  }

  private advance(): void {
    this.head = this.behind?.shift() ?? null;
    if (this.behind?.length === 0) this.behind = null;
    if (this.head === null) this.isFull = false;
  }

  private end(failure: Error | null): void {
    if (this.isEnded || this.isGone) return;
    this.isEnded = true;
    this.release();
    // What graphql-ws writes now goes after the events: the writer makes frames of them first.
    if (failure) this.parked?.reject(failure);
    else this.parked?.resolve({ done: true, value: undefined });
    this.parked = null;
  }

  private abandon(): void {
    if (this.isGone) return;
    this.isGone = true;
    if (!this.isEnded) this.release();
  }

  private release(): void {
    this.head = null;
    this.behind = null;
    this.writer.forget(this);
    void this.source.return();
    this.hooks.onEnd();
  }
}
