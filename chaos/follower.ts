import { setTimeout as wait } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { Json } from '../test/support/clients.js';
import type { Person } from '../test/support/people.js';
import { markOf, type StreamEvent, type StreamRecord } from './history.js';
import type { Random } from './random.js';
import { SocketWire } from './wire.js';

const INBOX = `subscription ($after: String, $seen: [ConversationPosition!]) {
  inbox(after: $after, seen: $seen) {
    __typename
    ... on InboxReady { cursor }
    ... on InboxCaughtUp { cursor }
    ... on ConversationEvent { conversationId revision cursor }
    ... on MessageAdded { message { id seq clientMessageId text } }
    ... on Reset { conversationId head }
  }
}`;

/** After so long a connection is taken for dead. Attacks that take one away say so; it's not for a busy machine to do. */
const SILENCE_MS = 30_000;
/** How often it is looked whether anything was heard, and asked for if not. */
const LOOK_MS = 2000;

export interface FollowerOptions {
  readonly nodes: readonly { readonly url: string }[];
  /** Whether it tells the server what it has seen; otherwise it drops what it is told again. */
  readonly tellsSeen: boolean;
  /** How long it waits before it comes back, in milliseconds, at most. */
  readonly returnMs: number;
  /** Whether it takes silence for an answer; otherwise it ends a connection over which it hears nothing. */
  readonly isPatient?: boolean;
  /** Called with each new connection, to treat it badly. */
  readonly onOpen?: (ws: WebSocket) => void;
}

/** One time that a follower came back. Times in milliseconds. */
export interface Resume {
  /** When the connection was lost. */
  readonly lostAt: number;
  /** When it first tried to come back. */
  readonly beganAt: number;
  /** When it made the connection over which it caught up. */
  readonly connectedAt: number;
  readonly caughtUpAt: number;
  readonly replayed: number;
  readonly wasFirst: boolean;
}

/** Follows an inbox for ever: resumes on any node from the last event that it applied. */
export class Follower {
  readonly resumes: Resume[] = [];
  /** Errors in answer to a subscription, by code. */
  readonly faults = new Map<string, number>();
  /** Close codes of its sockets. */
  readonly closes = new Map<number, number>();
  readonly streams = new Map<string, StreamRecord>();
  private readonly last = new Map<string, number>();
  private cursor: string | null = null;
  private wire: SocketWire | null = null;
  private stopped = false;
  private away: Promise<void> | null = null;
  private comeBack: () => void = () => undefined;
  private caughtUp = false;
  private lostAt = 0;
  private beganAt = 0;
  private connectedAt = 0;
  private replayed = 0;
  private wasFirst = true;
  private heardAt = 0;
  private readonly wakers = new Set<() => void>();

  constructor(
    readonly name: string,
    readonly person: Person,
    private readonly options: FollowerOptions,
    private readonly random: Random,
    /** Told of each new message as it comes, for the latency. */
    private readonly onMessage: (clientMessageId: string, live: boolean) => void = () => undefined,
  ) {}

  get isLive(): boolean {
    return this.caughtUp;
  }

  /** Expects every revision of a conversation above `base`. */
  expect(conversationId: string, base: number): void {
    this.streams.set(conversationId, {
      subscriber: this.name,
      userId: this.person.id,
      conversationId,
      base,
      events: [],
      tellsSeen: this.options.tellsSeen,
      resets: [],
    });
    this.last.set(conversationId, base);
  }

  async run(): Promise<void> {
    this.lose();
    while (!this.stopped) {
      await this.away;
      const node = this.random.pick(this.options.nodes);
      try {
        await this.follow(node);
      } catch {
        // No connection: another node, a little later.
      }
      const wasLive = this.caughtUp;
      this.lose();
      if (this.stopped) return;
      await wait(this.random.between(5, this.options.returnMs));
      if (wasLive) this.beganAt = performance.now();
    }
  }

  /** Loses its connection at this moment. */
  cut(): void {
    this.wire?.cut();
  }

  /** Leaves, until it is told to come back. */
  pauseFollowing(): void {
    this.away = new Promise((resolve) => (this.comeBack = resolve));
    this.cut();
  }

  resumeFollowing(): void {
    this.away = null;
    this.comeBack();
  }

  stop(): void {
    this.stopped = true;
    this.wire?.cut();
  }

  has(conversationId: string, revision: number): boolean {
    return (this.last.get(conversationId) ?? 0) >= revision;
  }

  /** Resolves when it holds; rejects when that takes too long. Looks whenever something comes. */
  until(holds: () => boolean, timeoutMs: number, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!holds()) return;
        clearTimeout(timer);
        this.wakers.delete(look);
        resolve();
      };
      const timer = setTimeout(() => {
        this.wakers.delete(look);
        reject(new Error(`${this.name} did not see ${what} within ${timeoutMs} ms`));
      }, timeoutMs);
      this.wakers.add(look);
      look();
    });
  }

  untilLive(timeoutMs = 120_000): Promise<void> {
    return this.until(() => this.caughtUp, timeoutMs, 'InboxCaughtUp');
  }

  private lose(): void {
    if (!this.caughtUp && !this.wasFirst) return;
    this.caughtUp = false;
    this.lostAt = performance.now();
    this.beganAt = this.lostAt;
  }

  private async follow(node: { readonly url: string }): Promise<void> {
    this.connectedAt = performance.now();
    const wire = await SocketWire.open(node.url, this.person.accessToken, 5000);
    this.wire = wire;
    this.options.onOpen?.(wire.ws);
    if (this.stopped) return wire.cut();
    const seen = [...this.last].map(([conversationId, revision]) => ({ conversationId, revision }));
    this.replayed = 0;
    wire.subscribe(
      INBOX,
      { after: this.cursor, ...(this.options.tellsSeen && this.cursor ? { seen } : {}) },
      (event) => this.apply(event),
      (fault) => {
        if (fault) this.faults.set(fault.extensions.code, (this.faults.get(fault.extensions.code) ?? 0) + 1);
        wire.cut();
      },
    );
    // A dead connection makes no noise.
    this.heardAt = performance.now();
    wire.ws.on('pong', () => (this.heardAt = performance.now()));
    const watch = setInterval(() => {
      const silentMs = performance.now() - this.heardAt;
      if (!this.options.isPatient && silentMs > SILENCE_MS) wire.cut();
      else if (silentMs > LOOK_MS) wire.ws.ping();
    }, LOOK_MS);
    const { code } = await wire.whenClosed;
    clearInterval(watch);
    this.closes.set(code, (this.closes.get(code) ?? 0) + 1);
  }

  private apply(event: Json): void {
    this.heardAt = performance.now();
    if (typeof event.cursor === 'string') this.cursor = event.cursor;
    if (typeof event.revision === 'number') this.take(event);
    else if (event.__typename === 'InboxCaughtUp') this.arrive();
    else if (event.__typename === 'Reset') {
      this.streams.get(event.conversationId)?.resets.push(event.head);
      this.last.set(event.conversationId, Math.max(this.last.get(event.conversationId) ?? 0, event.head));
    }
    for (const waker of [...this.wakers]) waker();
  }

  private arrive(): void {
    this.caughtUp = true;
    const { lostAt, beganAt, connectedAt, replayed, wasFirst } = this;
    this.resumes.push({ lostAt, beganAt, connectedAt, caughtUpAt: performance.now(), replayed, wasFirst });
    this.wasFirst = false;
  }

  private take({ conversationId, revision, message }: Json): void {
    if (!this.caughtUp) this.replayed += 1;
    const last = this.last.get(conversationId) ?? 0;
    // Without `seen` a resume goes back a little, and the client drops what it has.
    if (!this.options.tellsSeen && revision <= last) return;
    if (!this.streams.has(conversationId)) this.expect(conversationId, revision - 1);
    const event: StreamEvent = { revision, mark: message ? intern(markOf(message)) : '' };
    this.streams.get(conversationId)?.events.push(event);
    this.last.set(conversationId, Math.max(last, revision));
    if (message) this.onMessage(message.clientMessageId, this.caughtUp);
  }
}

/** Dozens of followers are told the same: kept once. */
const marks = new Map<string, string>();

/** Between attacks. */
export const forgetMarks = (): void => marks.clear();

function intern(mark: string): string {
  const known = marks.get(mark);
  if (known !== undefined) return known;
  marks.set(mark, mark);
  return mark;
}
