import type { Answer, Json } from './clients.js';
import { closeError, SocketDoor } from './clients.js';

/** One GraphQL request, as both doors take it. */
export interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

export interface Reply extends Answer<Json> {
  /** Over HTTP. */
  readonly status?: number;
}

export type Ask = (operation: Operation) => Promise<Reply>;

/** Both doors of one node, with the same token. */
export class BothDoors {
  readonly socket: SocketDoor;

  constructor(
    readonly url: string,
    readonly token: string | null = null,
    connectionParams?: Record<string, unknown>,
  ) {
    this.socket = new SocketDoor(url, { token, ...(connectionParams ? { connectionParams } : {}) });
  }

  readonly http: Ask = async (operation) => {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify(operation),
    });
    return { ...((await response.json()) as Reply), status: response.status };
  };

  readonly ws: Ask = (operation) =>
    new Promise((resolve, reject) => {
      let answer: Reply = {};
      this.socket.client.subscribe(
        {
          query: operation.query,
          variables: operation.variables ?? null,
          operationName: operation.operationName ?? null,
        },
        {
          next: (value) => (answer = value as Reply),
          error: (error) =>
            Array.isArray(error) ? resolve({ errors: error as Reply['errors'] & object }) : reject(closeError(error)),
          complete: () => resolve(answer),
        },
      );
    });

  /** Both, by name, for tables of tests. */
  get all(): readonly (readonly [string, Ask])[] {
    return [
      ['HTTP', this.http],
      ['graphql-ws', this.ws],
    ];
  }

  async close(): Promise<void> {
    await this.socket.dispose();
  }
}

export const codesOf = (reply: Reply): string[] => (reply.errors ?? []).map(({ extensions }) => extensions?.code);
