import { Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  createSourceEventStream,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import { Config } from '../config/config.js';
import { AppError } from '../errors/app-error.js';
import { withCode } from '../graphql/error-formatter.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import { OperationExecutor } from '../graphql/execution/operation-executor.js';
import { costFault } from '../graphql/operation-cost.js';
import { OperationPreparer } from '../graphql/operation-preparer.js';
import type { ParkedSubscription } from './delivery/parked-subscription.js';
import type { SocketWriter } from './delivery/socket-writer.js';
import { SocketDelivery, type Parking } from './delivery/socket-delivery.js';

export interface SocketRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

/** Prepares and executes operations that come over a socket. */
@Injectable()
export class SocketOperations {
  /**
   * How many queries and mutations are under way. A number and not a set of them: of a set that is always added to and
   * deleted from V8 keeps each table that it has outgrown, with the answers that were in it, until a full collection
   * (docs/performance.md).
   */
  private underWay = 0;
  private whenIdle: (() => void)[] = [];
  private readonly maxCost: number;

  constructor(
    config: Config,
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly preparer: OperationPreparer,
    private readonly delivery: SocketDelivery,
    private readonly executor: OperationExecutor,
  ) {
    this.maxCost = config.settings.GRAPHQL_MAX_COST;
  }

  /** Writes the events of one socket. */
  writerFor(...place: Parameters<SocketDelivery['writerFor']>): SocketWriter {
    return this.delivery.writerFor(...place);
  }

  /** Whether it is a query or mutation of a document that was found valid before. */
  isKnown({ query, operationName }: SocketRequest): boolean {
    const document = this.preparer.known(query);
    const operation = document && getOperationAST(document, operationName);
    return operation ? operation.operation !== OperationTypeNode.SUBSCRIPTION : false;
  }

  /** What to execute, or the errors that forbid it. */
  prepare(request: SocketRequest, contextValue: GraphqlContext): ExecutionArgs | GraphQLError[] {
    const { schema } = this.schemaHost;
    const document = this.preparer.prepare(schema, request.query);
    if (Array.isArray(document)) return document;
    const operation = getOperationAST(document, request.operationName);
    if (!operation)
      return [
        new AppError('OPERATION_RESOLUTION_FAILURE', 'The document does not hold this operation, or holds several'),
      ];
    const fault = costFault({ schema, document, operation, variables: request.variables }, this.maxCost);
    if (fault) return [fault];
    return { schema, document, operationName: request.operationName, variableValues: request.variables, contextValue };
  }

  /** Executes a query or mutation. */
  async execute(args: ExecutionArgs): Promise<ExecutionResult> {
    this.underWay += 1;
    try {
      return coded(await this.executor.execute(args));
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) this.tellIdle();
    }
  }

  /** Resolves when no query or mutation is under way any more, or patience (milliseconds) has run out. */
  async settled(patienceMs: number): Promise<void> {
    if (this.underWay > 0)
      await new Promise<void>((resolve) => {
        this.whenIdle.push(resolve);
        setTimeout(resolve, patienceMs).unref();
      });
    // The answers are written a few microtasks after their execution has ended.
    await new Promise((resolve) => setImmediate(resolve));
  }

  private tellIdle(): void {
    const waiting = this.whenIdle;
    if (waiting.length === 0) return;
    this.whenIdle = [];
    for (const tell of waiting) tell();
  }

  // One for all subscriptions, and not a closure for each.
  private readonly runEvent = async (args: ExecutionArgs): Promise<ExecutionResult> =>
    coded(await this.executor.executeEvent(args));

  /**
   * Subscribes. Every delivered event is executed with DataLoaders that are no older than it, so that it never shows what
   * an earlier one had loaded.
   * @param onEnd called once when the stream is over, whoever ended it
   */
  async subscribe(
    args: ExecutionArgs,
    place: Pick<Parking, 'operationId' | 'writer' | 'onEnd'>,
  ): Promise<ParkedSubscription | ExecutionResult> {
    const source = await createSourceEventStream(args);
    // Events are executed with loaders of their own, and a subscription lives for hours.
    (args.contextValue as GraphqlContext).loaders.forget();
    if (!(Symbol.asyncIterator in source)) return coded(source);
    return this.delivery.park(source, { ...place, args, execute: this.runEvent });
  }
}

/** Errors of execution that were raised before anything ran are the client's: a variable of the wrong type. */
function coded(result: ExecutionResult): ExecutionResult {
  if (!result.errors || result.data !== undefined) return result;
  return { ...result, errors: result.errors.map((error) => (error.path ? error : withCode(error, 'INVALID_INPUT'))) };
}
