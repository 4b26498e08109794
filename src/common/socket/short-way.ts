import type { ExecutionArgs, GraphQLError } from 'graphql';
import type { ErrorFormatter } from '../graphql/error-formatter.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import { newRequestId } from '../ids/ids.js';
import type { ProtocolState, SocketConnection } from './socket-connection.js';
import type { SocketOperations, SocketRequest } from './socket-operations.js';

interface PlainMessage {
  readonly id: string;
  readonly payload: SocketRequest;
}

/**
 * Answers queries and mutations whose document was found valid before, as graphql-ws would. That has a dozen closures,
 * copies and promises for each operation, for hooks and streams that these have no use for. Everything else is left to
 * it, and whatever is wrong with a message or its place, so there is nothing to word here. What both answer is the same,
 * by test/socket-ways.e2e-spec.ts.
 */
export class ShortWay {
  constructor(
    private readonly operations: SocketOperations,
    private readonly formatter: ErrorFormatter,
    private readonly prepare: (
      connection: SocketConnection,
      id: string,
      request: SocketRequest,
    ) => ExecutionArgs | GraphQLError[],
  ) {}

  /** Resolves when the message is answered; null: it is none of these. */
  answer(connection: SocketConnection, message: unknown): Promise<void> | null {
    const { protocol } = connection;
    if (!protocol?.acknowledged) return null;
    const plain = plainMessage(message);
    if (!plain || plain.id in protocol.subscriptions || !this.operations.isKnown(plain.payload)) return null;
    return this.run(connection, protocol, plain);
  }

  private async run(
    connection: SocketConnection,
    protocol: ProtocolState,
    { id, payload: request }: PlainMessage,
  ): Promise<void> {
    // There as well: the client may say that it wants no answer any more, or use the id twice.
    const underWay = protocol.subscriptions as Record<string, unknown>;
    underWay[id] = null;
    try {
      const args = this.prepare(connection, id, request);
      if (Array.isArray(args)) {
        const payload = this.told(args, newRequestId());
        if (id in protocol.subscriptions) connection.writer.say(JSON.stringify({ id, type: 'error', payload }));
        return;
      }
      const payload = await this.executed(connection, id, args);
      if (!(id in protocol.subscriptions)) return;
      connection.writer.say(JSON.stringify({ id, type: 'next', payload }));
      connection.writer.say(JSON.stringify({ id, type: 'complete' }));
    } finally {
      delete underWay[id];
    }
  }

  private async executed(connection: SocketConnection, id: string, args: ExecutionArgs): Promise<object> {
    try {
      const result = await this.operations.execute(args);
      if (!result.errors) return result;
      return { ...result, errors: this.told(result.errors, (args.contextValue as GraphqlContext).requestId) };
    } finally {
      connection.end(id);
    }
  }

  private told(errors: readonly GraphQLError[], requestId: string): object[] {
    return errors.map((error) => this.formatter.format(error, requestId));
  }
}

/** The message if it is surely a `subscribe` message that the protocol allows. */
function plainMessage(message: unknown): PlainMessage | null {
  if (typeof message !== 'object' || message === null) return null;
  const { type, id, payload } = message as Readonly<Record<string, unknown>>;
  if (type !== 'subscribe' || typeof id !== 'string' || id === '' || !isObject(payload)) return null;
  const { query, operationName, variables, extensions } = payload;
  const isPlain =
    typeof query === 'string' &&
    (variables == null || isObject(variables)) &&
    (operationName == null || typeof operationName === 'string') &&
    extensions == null;
  return isPlain ? (message as unknown as PlainMessage) : null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
