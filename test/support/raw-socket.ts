import { once } from 'node:events';
import { WebSocket, type ClientOptions, type RawData } from 'ws';
import type { Json } from './clients.js';

export interface RawSocketOptions extends Omit<ClientOptions, 'protocol'> {
  readonly path?: string;
  readonly protocol?: string | null;
}

/** A WebSocket that says exactly what it is told to, and remembers what it was told. */
export class RawSocket {
  readonly messages: Json[] = [];
  private readonly wakers = new Set<() => void>();
  private taken = 0;
  private closed: { code: number; reason: string } | null = null;

  private constructor(readonly ws: WebSocket) {
    ws.on('message', (data: RawData) => {
      this.messages.push(JSON.parse(String(data)));
      this.wake();
    });
    ws.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
      this.wake();
    });
    ws.on('error', () => undefined);
  }

  /** Opens a socket; rejects with the status when it is refused. */
  static async open(node: { readonly url: string }, options: RawSocketOptions = {}): Promise<RawSocket> {
    const { path = '/graphql', protocol = 'graphql-transport-ws', ...rest } = options;
    const ws = new WebSocket(`${node.url.replace(/^http/, 'ws')}${path}`, protocol === null ? [] : protocol, rest);
    const socket = new RawSocket(ws);
    await new Promise<void>((resolve, reject) => {
      ws.once('open', () => resolve());
      ws.once('unexpected-response', (request, response) => {
        request.destroy();
        reject(new Error(`refused: ${response.statusCode}`));
      });
      ws.once('error', reject);
    });
    return socket;
  }

  /** Opens a socket that is acknowledged. */
  static async ready(
    node: { readonly url: string },
    { token, ticket, ...options }: RawSocketOptions & { readonly token?: string; readonly ticket?: string } = {},
  ): Promise<RawSocket> {
    const socket = await RawSocket.open(node, options);
    socket.send({
      type: 'connection_init',
      payload: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(ticket ? { ticket } : {}) },
    });
    const { type } = await socket.next();
    if (type !== 'connection_ack') throw new Error(`not acknowledged but ${type}`);
    return socket;
  }

  send(message: unknown): void {
    this.ws.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables?: Record<string, unknown>): void {
    this.send({ type: 'subscribe', id, payload: { query, ...(variables ? { variables } : {}) } });
  }

  /** The next message not taken yet. */
  async next(): Promise<Json> {
    await this.until(() => this.taken < this.messages.length || this.closed !== null, 'a message');
    if (this.taken >= this.messages.length) throw new Error(`closed: ${this.closed?.code} ${this.closed?.reason}`);
    return this.messages[this.taken++];
  }

  /** The next messages, up to the first that fits. */
  async nextWhere(fits: (message: Json) => boolean): Promise<Json> {
    for (;;) {
      const message = await this.next();
      if (fits(message)) return message;
    }
  }

  /** How the socket was closed. */
  async whenClosed(): Promise<{ code: number; reason: string }> {
    await this.until(() => this.closed !== null, 'the close');
    return this.closed ?? { code: 0, reason: '' };
  }

  async end(): Promise<void> {
    if (this.ws.readyState === WebSocket.CLOSED) return;
    const closed = once(this.ws, 'close');
    this.ws.terminate();
    await closed;
  }

  private until(holds: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => done(new Error(`timed out waiting for ${what}`)), 12_000);
      const look = (): void => {
        if (holds()) done();
      };
      const done = (error?: Error): void => {
        clearTimeout(timer);
        this.wakers.delete(look);
        if (error) reject(error);
        else resolve();
      };
      this.wakers.add(look);
      look();
    });
  }

  private wake(): void {
    for (const waker of [...this.wakers]) waker();
  }
}
