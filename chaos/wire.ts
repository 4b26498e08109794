import { Agent, request } from 'node:http';
import { WebSocket, type RawData } from 'ws';
import type { GraphqlFault, Json, Variables } from '../test/support/clients.js';

/** What came of a request. `unknown`: it may have been carried out or not, and nobody can tell from here. */
export type Reply =
  | { readonly kind: 'ok'; readonly data: Json }
  | { readonly kind: 'refused'; readonly fault: GraphqlFault }
  | { readonly kind: 'unknown'; readonly why: string };

/** Something that carries operations. */
export interface Wire {
  ask(query: string, variables: Variables, timeoutMs: number): Promise<Reply>;
}

function replyOf(answer: { data?: Json; errors?: readonly GraphqlFault[] }): Reply {
  const fault = answer.errors?.[0];
  if (fault) return { kind: 'refused', fault };
  // What is no answer of GraphQL says nothing of what became of the request.
  return answer.data
    ? { kind: 'ok', data: answer.data }
    : { kind: 'unknown', why: JSON.stringify(answer).slice(0, 200) };
}

/** The HTTP door, with connections that stay open. Cheap: no fetch, no streams of the web. */
export class HttpWire implements Wire {
  private static readonly agent = new Agent({ keepAlive: true, maxSockets: Infinity });

  constructor(
    private readonly url: () => string,
    private readonly token: string,
  ) {}

  ask(query: string, variables: Variables, timeoutMs: number): Promise<Reply> {
    return new Promise((resolve) => {
      const body = JSON.stringify({ query, variables });
      const unknown = (error: Error): void => resolve({ kind: 'unknown', why: error.message });
      const sent = request(
        `${this.url()}/graphql`,
        {
          method: 'POST',
          agent: HttpWire.agent,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            authorization: `Bearer ${this.token}`,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', unknown);
          response.on('aborted', () => unknown(new Error('cut in the middle of the answer')));
          response.on('end', () => {
            clearTimeout(timer);
            try {
              resolve(replyOf(JSON.parse(Buffer.concat(chunks).toString())));
            } catch {
              unknown(new Error(`HTTP ${response.statusCode}, not JSON`));
            }
          });
        },
      );
      const timer = setTimeout(() => sent.destroy(new Error('timed out')), timeoutMs);
      sent.on('error', (error) => {
        clearTimeout(timer);
        unknown(error);
      });
      sent.end(body);
    });
  }
}

interface Operation {
  next(payload: Json): void;
  error(faults: readonly GraphqlFault[]): void;
  end(): void;
}

/** One graphql-transport-ws connection, without retries and without a copy of anything. */
export class SocketWire implements Wire {
  private readonly operations = new Map<string, Operation>();
  private counter = 0;
  /** How it was closed, once it was. */
  closed: { readonly code: number; readonly reason: string } | null = null;
  readonly whenClosed: Promise<{ readonly code: number; readonly reason: string }>;

  private constructor(readonly ws: WebSocket) {
    this.whenClosed = new Promise((resolve) => {
      ws.once('close', (code, reason) => {
        this.closed = { code, reason: String(reason) };
        for (const operation of [...this.operations.values()]) operation.end();
        this.operations.clear();
        resolve(this.closed);
      });
    });
    ws.on('message', (data: RawData) => this.receive(JSON.parse(String(data))));
    ws.on('error', () => undefined);
  }

  /** Opens a connection; rejects when it is not acknowledged in time. */
  static async open(url: string, token: string | null, timeoutMs = 10_000): Promise<SocketWire> {
    const ws = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws', {
      perMessageDeflate: false,
      handshakeTimeout: timeoutMs,
    });
    const wire = new SocketWire(ws);
    ws.once('open', () =>
      ws.send(JSON.stringify({ type: 'connection_init', payload: token ? { authorization: `Bearer ${token}` } : {} })),
    );
    const timer = setTimeout(() => ws.terminate(), timeoutMs);
    try {
      await new Promise<void>((resolve, reject) => {
        wire.operations.set('', { next: () => resolve(), error: () => undefined, end: () => reject(wire.gone()) });
      });
    } finally {
      clearTimeout(timer);
      wire.operations.delete('');
    }
    return wire;
  }

  ask(query: string, variables: Variables, timeoutMs: number): Promise<Reply> {
    return new Promise((resolve) => {
      if (this.closed) return resolve({ kind: 'unknown', why: this.gone().message });
      let reply: Reply | null = null;
      const timer = setTimeout(() => settle({ kind: 'unknown', why: 'timed out' }), timeoutMs);
      const settle = (last: Reply): void => {
        clearTimeout(timer);
        resolve(reply ?? last);
      };
      this.start(query, variables, {
        next: (payload) => (reply = replyOf(payload)),
        error: ([fault]) => settle(fault ? { kind: 'refused', fault } : { kind: 'unknown', why: 'no fault told' }),
        end: () => settle({ kind: 'unknown', why: this.closed ? this.gone().message : 'no answer before the end' }),
      });
    });
  }

  /** Subscribes to one field; `onEnd` is told the fault, or null when it just ended or the connection did. */
  subscribe(
    query: string,
    variables: Variables,
    onItem: (value: Json) => void,
    onEnd: (fault: GraphqlFault | null) => void,
  ): () => void {
    const id = this.start(query, variables, {
      next: ({ data, errors }) => {
        if (!errors) for (const name in data) onItem(data[name]);
        else {
          // What has come after it already is not to be taken: it would leave a hole.
          this.operations.delete(id);
          onEnd(errors[0]);
        }
      },
      error: ([fault]) => onEnd(fault ?? null),
      end: () => onEnd(null),
    });
    return () => {
      this.operations.delete(id);
      if (!this.closed) this.ws.send(JSON.stringify({ id, type: 'complete' }));
    };
  }

  /** Cuts it without a goodbye. */
  cut(): void {
    this.ws.terminate();
  }

  private start(query: string, variables: Variables, operation: Operation): string {
    const id = String((this.counter += 1));
    this.operations.set(id, operation);
    this.ws.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
    return id;
  }

  private receive(message: Json): void {
    const id: string = message.id ?? '';
    switch (message.type) {
      case 'connection_ack':
        return this.operations.get('')?.next(null);
      case 'ping':
        return this.ws.send('{"type":"pong"}');
      case 'next':
        return this.operations.get(id)?.next(message.payload);
      case 'error':
      case 'complete': {
        const operation = this.operations.get(id);
        this.operations.delete(id);
        if (message.type === 'error') operation?.error(message.payload);
        else operation?.end();
      }
    }
  }

  private gone(): Error {
    return new Error(`socket closed: ${this.closed?.code ?? '-'} ${this.closed?.reason ?? ''}`);
  }
}
