import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { GraphqlContext } from '../../graphql/graphql-context.js';

/** What DirectDoor has found out about a request that it leaves to Fastify after all. */
export interface ReadAhead {
  readonly requestId: string;
  /** The body: it can't be read again. */
  readonly body: Buffer;
  /** Of its operation, when it has been asked for: nobody is to be authenticated twice. */
  readonly context: Promise<GraphqlContext> | null;
}

const known = new WeakMap<IncomingMessage, ReadAhead>();

export const noteReadAhead = (request: IncomingMessage, found: ReadAhead): void => void known.set(request, found);

export const readAheadOf = (request: IncomingMessage): ReadAhead | undefined => known.get(request);

/** The body as Fastify reads it. */
export function bodyStream({ body }: ReadAhead): Readable {
  const stream = new Readable({ read: () => undefined });
  stream.push(body);
  stream.push(null);
  return stream;
}
