import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a stretch of network does to what passes through it. All of it can change while connections are open. */
export interface Faults {
  /** New connections are reset at once. */
  refuse: boolean;
  /** Nothing passes in either direction and nobody is told; what was sent arrives when this ends, as TCP would have it. */
  blackHole: boolean;
  /** The same for answers alone: requests arrive and are carried out unheard. What is held back: `unheard`. */
  mute: boolean;
  /** The same for requests alone: answers to what was asked before arrive, nothing new is. Held back: `unsaid`. */
  deaf: boolean;
  /** Answers to a connection get stuck once its client has said this: COMMIT, for example. */
  muteAfter: string | null;
  delayMs: number;
  /** Bytes a second in each direction of each connection; 0: as many as come. */
  bytesPerSecond: number;
  /** Asked for each piece of an answer: true loses it and cuts the connection, so the request was carried out unheard. */
  dropReply: ((piece: Buffer) => boolean) | null;
  /** Asked for each connection's first request: after how many bytes of answer it is cut, wherever that is in a frame. */
  cutAfterBytes: ((request: Buffer) => number) | null;
  /** Rewrites what the server says; made anew for each connection. */
  filter: (() => (chunk: Buffer) => Buffer) | null;
}

const NONE: Faults = {
  refuse: false,
  blackHole: false,
  mute: false,
  deaf: false,
  muteAfter: null,
  delayMs: 0,
  bytesPerSecond: 0,
  dropReply: null,
  cutAfterBytes: null,
  filter: null,
};

/** A stretch of loopback network between a client and a server, with faults on demand. */
export class FaultProxy {
  faults: Faults = { ...NONE };
  /** How many answers have been dropped, and connections cut at a byte. */
  bites = 0;
  private readonly lines = new Set<Line>();

  private constructor(
    private readonly server: Server,
    /** Port on this machine; may change, as a server's does when it comes back. */
    public target: number,
  ) {}

  static async start(target: number): Promise<FaultProxy> {
    const server = createServer();
    const proxy = new FaultProxy(server, target);
    server.on('connection', (client) => proxy.accept(client));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  set(faults: Partial<Faults>): void {
    Object.assign(this.faults, faults);
    for (const line of this.lines) line.wake();
  }

  heal(): void {
    this.set(NONE);
  }

  /** Lets requests through and holds back the answers, from now on. */
  mute(): void {
    this.set({ mute: true });
  }

  /**
   * Answers that are held back at this moment, as text; of a connection that fell silent after it said COMMIT, what it
   * has said instead, since such an answer names nothing.
   */
  get unheard(): string {
    return [...this.lines].map((line) => line.unheard).join('\n');
  }

  /** Requests that are held back at this moment, as text. */
  get unsaid(): string {
    return [...this.lines].map((line) => line.unsaid).join('\n');
  }

  /** Cuts all connections that are open, without a goodbye. Answers how many there were. */
  cutAll(): number {
    const count = this.lines.size;
    for (const line of [...this.lines]) line.cut();
    return count;
  }

  async close(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    if (this.faults.refuse) return void client.resetAndDestroy();
    const line = new Line(this, client);
    this.lines.add(line);
    client.once('close', () => this.lines.delete(line));
  }
}

/** One connection: both of its halves, each a queue of pieces that pass when the faults let them. */
class Line {
  private readonly server: Socket;
  private readonly up: Lane;
  private readonly down: Lane;
  private ended = false;
  /** With what its answers got stuck. */
  private said: string | null = null;

  constructor(
    proxy: FaultProxy,
    private readonly client: Socket,
  ) {
    this.server = connect(proxy.target, '127.0.0.1');
    for (const socket of [client, this.server]) socket.setNoDelay(true).on('error', () => this.cut());
    const { cutAfterBytes, filter } = proxy.faults;
    let budget = Infinity;
    if (cutAfterBytes) client.once('data', (request: Buffer) => (budget = cutAfterBytes(request)));
    this.up = new Lane(proxy, client, this.server, {
      onPass: (chunk) => {
        const { muteAfter } = proxy.faults;
        if (muteAfter !== null && chunk.includes(muteAfter)) this.said = chunk.toString();
      },
      isMuted: () => proxy.faults.deaf,
    });
    this.down = new Lane(proxy, this.server, client, {
      isAnswer: true,
      isMuted: () => proxy.faults.mute || (this.said !== null && proxy.faults.muteAfter !== null),
      budget: () => budget,
      filter: filter?.(),
      onBite: () => {
        proxy.bites += 1;
        this.cut();
      },
    });
    client.once('close', () => this.cut());
    this.server.once('close', () => this.down.finish(() => this.cut()));
  }

  wake(): void {
    this.up.pump();
    this.down.pump();
  }

  get unheard(): string {
    const { held } = this.down;
    return held && (this.said ?? held);
  }

  get unsaid(): string {
    return this.up.held;
  }

  cut(): void {
    if (this.ended) return;
    this.ended = true;
    for (const socket of [this.client, this.server]) {
      // A reset only where there is a connection: on one that is being made it would throw.
      if (socket.connecting || socket.destroyed) socket.destroy();
      else socket.resetAndDestroy();
    }
  }
}

interface LaneOptions {
  readonly isMuted: () => boolean;
  readonly onPass?: (chunk: Buffer) => void;
  readonly isAnswer?: boolean;
  readonly budget?: () => number;
  readonly filter?: ((chunk: Buffer) => Buffer) | undefined;
  readonly onBite?: () => void;
}

const MAX_QUEUED = 64;

class Lane {
  private readonly queue: { readonly chunk: Buffer; readonly at: number }[] = [];
  private timer: NodeJS.Timeout | null = null;
  private passed = 0;
  private nextAt = 0;
  private whenDone: (() => void) | null = null;

  constructor(
    private readonly proxy: FaultProxy,
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly options: LaneOptions,
  ) {
    from.on('data', (chunk: Buffer) => {
      this.queue.push({ chunk, at: performance.now() + proxy.faults.delayMs });
      if (this.queue.length >= MAX_QUEUED) from.pause();
      this.pump();
    });
    to.on('drain', () => this.pump());
  }

  private get isBlocked(): boolean {
    return this.proxy.faults.blackHole || this.options.isMuted();
  }

  /** What has come and not passed on yet. */
  get held(): string {
    return this.queue.map(({ chunk }) => chunk.toString()).join('');
  }

  /** Calls back once all that came has passed on. */
  finish(done: () => void): void {
    this.whenDone = done;
    this.pump();
  }

  pump(): void {
    if (this.timer || this.to.destroyed) return;
    const { faults } = this.proxy;
    while (this.queue.length > 0 && !this.isBlocked && !this.to.writableNeedDrain) {
      const { chunk, at } = this.queue[0]!;
      const wait = Math.max(at, this.nextAt) - performance.now();
      if (wait > 0) return this.later(wait);
      this.queue.shift();
      if (!this.pass(chunk)) return;
      if (faults.bytesPerSecond > 0) this.nextAt = performance.now() + (chunk.length * 1000) / faults.bytesPerSecond;
    }
    if (this.queue.length < MAX_QUEUED && this.from.isPaused() && !this.isBlocked) this.from.resume();
    if (this.queue.length === 0 && this.whenDone) this.to.end(this.whenDone);
  }

  private later(ms: number): void {
    this.timer = setTimeout(() => {
      this.timer = null;
      this.pump();
    }, ms);
  }

  private pass(chunk: Buffer): boolean {
    const { isAnswer, budget, filter, onBite, onPass } = this.options;
    onPass?.(chunk);
    const dropped = isAnswer === true && this.proxy.faults.dropReply?.(chunk) === true;
    const room = (budget?.() ?? Infinity) - this.passed;
    if (!dropped && chunk.length <= room) {
      this.passed += chunk.length;
      const kept = filter ? filter(chunk) : chunk;
      if (kept.length > 0) this.to.write(kept);
      return true;
    }
    if (!dropped && room > 0) this.to.write(chunk.subarray(0, room));
    // What was written must leave before the reset throws it away.
    setImmediate(() => onBite?.());
    return false;
  }
}
