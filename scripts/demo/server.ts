/** The server said no, with a code. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly retryAfterSeconds: number | null,
  ) {
    super(`${code}: ${message}`);
  }
}

export interface Fault {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly retryAfterSeconds?: number };
}

export type Variables = Readonly<Record<string, unknown>>;

export const refusalOf = (faults: readonly Fault[]): Refusal => {
  const [fault] = faults;
  const { code = 'UNKNOWN', retryAfterSeconds = null } = fault?.extensions ?? {};
  return new Refusal(code, fault?.message ?? 'no reason given', retryAfterSeconds);
};

/** The HTTP door. */
export class Server {
  constructor(readonly url: string) {}

  get socketUrl(): string {
    return `${this.url.replace(/^http/, 'ws')}/graphql`;
  }

  /** Whether a server is there and ready. */
  async isReady(): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(5000) });
      return response.ok;
    } catch {
      return false;
    }
  }

  /** @throws Refusal */
  async ask<Data>(query: string, variables: Variables, token: string | null): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data?: Data | null; errors?: Fault[] };
    if (answer.errors) throw refusalOf(answer.errors);
    return answer.data as Data;
  }

  /** A file address that the server gave out, on the address by which this program reaches the server. */
  reachable(address: string): string {
    const { pathname, search } = new URL(address);
    return pathname.startsWith('/files/') ? `${this.url}${pathname}${search}` : address;
  }
}
