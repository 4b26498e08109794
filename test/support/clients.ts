import { createClient, type Client, type ClientOptions, type CloseCode } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface GraphqlFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly requestId?: string } & Readonly<Record<string, unknown>>;
}

export interface Answer<Data = Record<string, unknown>> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphqlFault[];
}

/** Thrown by the calls that expect to succeed. */
export class Refused extends Error {
  constructor(readonly errors: readonly GraphqlFault[]) {
    super(errors.map(({ message, extensions }) => `${extensions?.code}: ${message}`).join('; '));
  }

  get code(): string | undefined {
    return this.errors[0]?.extensions.code;
  }
}

// Answers of a GraphQL server have the shape of the query; tests read them freely.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export type Variables = Record<string, unknown>;

/** What a test can do through either door. */
export interface Door {
  /** The answer as it comes, errors included. */
  ask(query: string, variables?: Variables): Promise<Answer<Json>>;
  /** The data; throws Refused. */
  run(query: string, variables?: Variables): Promise<Json>;
  /** The code of the first error; null when there was none. */
  codeOf(query: string, variables?: Variables): Promise<string | null>;
}

abstract class BaseDoor implements Door {
  abstract ask(query: string, variables?: Variables): Promise<Answer<Json>>;

  async run(query: string, variables?: Variables): Promise<Json> {
    const { data, errors } = await this.ask(query, variables);
    if (errors) throw new Refused(errors);
    return data;
  }

  async codeOf(query: string, variables?: Variables): Promise<string | null> {
    return (await this.ask(query, variables)).errors?.[0]?.extensions.code ?? null;
  }
}

/** The HTTP door. */
export class HttpDoor extends BaseDoor {
  constructor(
    readonly url: string,
    public token: string | null = null,
    private readonly headers: Record<string, string> = {},
  ) {
    super();
  }

  async ask(query: string, variables: Variables = {}): Promise<Answer<Json>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...this.headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<Json>;
  }
}

/** Collects what a subscription delivers; waits for what has not come yet. */
export class Collector {
  readonly items: Json[] = [];
  errors: readonly GraphqlFault[] | null = null;
  completed = false;
  private taken = 0;
  private readonly wakers = new Set<() => void>();

  constructor(readonly stop: () => void = () => undefined) {}

  push(item: Json): void {
    this.items.push(item);
    this.wake();
  }

  finish(errors: readonly GraphqlFault[] | null): void {
    this.errors = errors;
    this.completed = true;
    this.wake();
  }

  /** The next item not taken yet. */
  next(timeoutMs = 10_000): Promise<Json> {
    return this.until(() => this.taken < this.items.length, timeoutMs, 'an item').then(() => this.items[this.taken++]);
  }

  /** The next item that fits; those before it are skipped. */
  async nextWhere(fits: (item: Json) => boolean, timeoutMs = 10_000): Promise<Json> {
    for (;;) {
      const item = await this.next(timeoutMs);
      if (fits(item)) return item;
    }
  }

  /** Waits until there are as many items. */
  async count(count: number, timeoutMs = 10_000): Promise<Json[]> {
    await this.until(() => this.items.length >= count, timeoutMs, `${count} items`);
    return this.items;
  }

  ended(timeoutMs = 10_000): Promise<void> {
    return this.until(() => this.completed, timeoutMs, 'the end', true);
  }

  /** Waits until the condition holds, looking whenever something comes. */
  until(holds: () => boolean, timeoutMs = 10_000, what = 'the condition', endIsFine = false): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => settle(new Error(`timed out waiting for ${what}; have ${this.describe()}`)),
        timeoutMs,
      );
      const settle = (error?: Error): void => {
        clearTimeout(timer);
        this.wakers.delete(look);
        if (error) reject(error);
        else resolve();
      };
      const look = (): void => {
        if (holds()) settle();
        else if (this.completed && !endIsFine)
          settle(new Error(`the subscription ended before ${what}; have ${this.describe()}`));
      };
      this.wakers.add(look);
      look();
    });
  }

  private wake(): void {
    for (const waker of [...this.wakers]) waker();
  }

  private describe(): string {
    return JSON.stringify({
      errors: this.errors,
      completed: this.completed,
      last: this.items.slice(-5),
      count: this.items.length,
    });
  }
}

export interface SocketOptions {
  readonly token?: string | null;
  readonly connectionParams?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly client?: Partial<ClientOptions>;
}

/** The WebSocket door, with the real graphql-ws client. Does not reconnect unless told to. */
export class SocketDoor extends BaseDoor {
  readonly client: Client;
  /** How the socket was closed, once it was. */
  closed: { code: CloseCode | number; reason: string } | null = null;
  private readonly closeWaiters = new Set<() => void>();
  private socket: WebSocket | null = null;

  constructor(
    readonly url: string,
    { token, connectionParams, headers = {}, client = {} }: SocketOptions = {},
  ) {
    super();
    class HeaderSocket extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { headers });
      }
    }
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: HeaderSocket,
      retryAttempts: 0,
      lazy: true,
      lazyCloseTimeout: 60_000,
      connectionParams: connectionParams ?? (token ? { authorization: `Bearer ${token}` } : {}),
      onNonLazyError: () => undefined,
      ...client,
      on: {
        ...client.on,
        connected: (socket, payload, wasRetry) => {
          this.socket = socket as WebSocket;
          client.on?.connected?.(socket, payload, wasRetry);
        },
        closed: (event) => {
          const { code, reason } = event as { code: number; reason: string };
          this.closed = { code, reason };
          for (const waiter of [...this.closeWaiters]) waiter();
          client.on?.closed?.(event);
        },
      },
    });
  }

  /** Cuts the connection without a goodbye. */
  cut(): void {
    this.socket?.terminate();
  }

  ask(query: string, variables: Variables = {}): Promise<Answer<Json>> {
    return new Promise((resolve, reject) => {
      let answer: Answer<Json> | null = null;
      this.client.subscribe(
        { query, variables },
        {
          next: (value) => (answer = value as Answer<Json>),
          error: (error) => (Array.isArray(error) ? resolve({ errors: faultsOf(error) }) : reject(closeError(error))),
          complete: () => resolve(answer ?? {}),
        },
      );
    });
  }

  /** Subscribes to a subscription of one field and collects that field's value. */
  subscribe(query: string, variables: Variables = {}): Collector {
    const stop = { now: () => undefined as void };
    const collector = new Collector(() => stop.now());
    stop.now = this.client.subscribe<Record<string, Json>>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors) collector.finish(faultsOf(errors));
          else if (data) collector.push(Object.values(data)[0]);
        },
        error: (error) => collector.finish(Array.isArray(error) ? faultsOf(error) : []),
        complete: () => collector.finish(null),
      },
    );
    return collector;
  }

  /** Waits for the socket to be closed. */
  whenClosed(timeoutMs = 10_000): Promise<{ code: number; reason: string }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('timed out waiting for the socket to close')), timeoutMs);
      const look = (): void => {
        if (!this.closed) return;
        clearTimeout(timer);
        this.closeWaiters.delete(look);
        resolve(this.closed);
      };
      this.closeWaiters.add(look);
      look();
    });
  }

  async dispose(): Promise<void> {
    await this.client.dispose();
  }
}

const faultsOf = (errors: readonly unknown[]): GraphqlFault[] =>
  errors.map((error) => JSON.parse(JSON.stringify(error)) as GraphqlFault);

export const closeError = (error: unknown): Error =>
  error instanceof Error
    ? error
    : new Error(
        `socket closed: ${String((error as { code?: number }).code)} ${String((error as { reason?: string }).reason)}`,
      );
