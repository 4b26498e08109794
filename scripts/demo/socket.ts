import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { refusalOf, type Fault, type Server, type Variables } from './server.js';

/** One socket with the plain graphql-ws client. It does not come back by itself: the story decides when. */
export class Socket {
  private readonly client: Client;
  private socket: WebSocket | null = null;
  private opened = 0;

  constructor(server: Server, connectionParams: () => Record<string, unknown>) {
    this.client = createClient({
      url: server.socketUrl,
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
      lazyCloseTimeout: 3_600_000,
      on: {
        connected: (socket) => {
          this.opened += 1;
          this.socket = socket as WebSocket;
        },
      },
    });
  }

  /** How often a connection was made. */
  get connections(): number {
    return this.opened;
  }

  /** As a tunnel does it: no goodbye. */
  cut(): void {
    this.socket?.terminate();
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }

  /** @throws Refusal */
  ask<Data>(query: string, variables: Variables = {}): Promise<Data> {
    return new Promise((resolve, reject) => {
      this.client.subscribe<Data>(
        { query, variables },
        {
          next: ({ data, errors }) => (errors ? reject(refusalOf(errors)) : resolve(data as Data)),
          error: (error) => reject(errorOf(error)),
          complete: () => undefined,
        },
      );
    });
  }

  /** Subscribes; `next` gets what the one field yields. `over` is called once, when nothing more will come. */
  subscribe<Event>(
    query: string,
    variables: Variables,
    next: (event: Event) => void,
    over: (error: Error | null) => void,
  ): () => void {
    return this.client.subscribe<Record<string, Event>>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors) return over(refusalOf(errors));
          const [event] = Object.values(data ?? {});
          if (event) next(event);
        },
        error: (error) => over(errorOf(error)),
        complete: () => over(null),
      },
    );
  }
}

/** What the client gives: the errors of the operation, or how the socket was closed. */
const errorOf = (error: unknown): Error =>
  Array.isArray(error)
    ? refusalOf(error as Fault[])
    : new Error(`the socket closed (${(error as { code?: number }).code})`);
