import type { Duplex } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { Config } from '../../config/config.js';
import { unavailable } from '../../errors/app-error.js';
import { ErrorFormatter } from '../../graphql/error-formatter.js';
import type { GraphqlContext } from '../../graphql/graphql-context.js';
import { EventStream } from '../../realtime/event-stream.js';
import { CursoredNews, SharedNews } from '../../realtime/shared-news.js';
import { ExecutionGroups, type ExecutionGroup } from './execution-groups.js';
import { ParkedSubscription, type ParkedHooks } from './parked-subscription.js';
import { CursoredAnswer, EventExecution, sharedContext, TurnLoaders, type EventAnswer } from './shared-execution.js';
import { SocketWriter, type SocketGate } from './socket-writer.js';
import { bytesOf } from './text-frame.js';
import { WriteTurns } from './write-turns.js';

type Execute = (args: ExecutionArgs) => Promise<ExecutionResult>;

/** A subscription that is to be delivered. */
export interface Parking {
  readonly operationId: string;
  readonly args: ExecutionArgs;
  readonly writer: SocketWriter;
  readonly execute: Execute;
  /** Called once, when it is over, whoever ended it. One for all subscriptions, and not a closure for each. */
  readonly onEnd: (args: ExecutionArgs) => void;
}

/**
 * Delivers events of subscriptions: executes each once for all subscribers that get the same answer, and writes the
 * answers, with each subscriber's own operation id, to their sockets (docs/adr/0011-execute-once-write-once.md). What it
 * saves: docs/performance.md.
 */
@Injectable()
export class SocketDelivery {
  /** What was done since the start. */
  readonly counts = { sharedExecutions: 0, ownExecutions: 0, delivered: 0 };
  private readonly turns = new WriteTurns();
  private readonly groups = new ExecutionGroups();
  private readonly sharedLoaders = new TurnLoaders();
  private readonly maxBufferedBytes: number;

  constructor(
    config: Config,
    private readonly formatter: ErrorFormatter,
  ) {
    this.maxBufferedBytes = config.settings.SOCKET_MAX_BUFFERED_BYTES;
  }

  writerFor(stream: Duplex, gate: SocketGate): SocketWriter {
    return new SocketWriter(stream, gate, this.turns, this.maxBufferedBytes);
  }

  /** What graphql-ws is given in the place of the events. They begin to flow when it asks for the first. */
  park(source: AsyncIterable<unknown>, { operationId, args, writer, execute, onEnd }: Parking): ParkedSubscription {
    if (!(source instanceof EventStream)) throw new TypeError('a subscription yields an EventStream');
    const group = this.groups.join(args);
    // graphql-ws and this hold the arguments until the end. What the events show is the same with those of the group;
    // the subscriber's own may name 2,000 conversations.
    (args as { variableValues?: ExecutionArgs['variableValues'] }).variableValues = group.args.variableValues;
    const events = new SubscriberEvents(this, group, args, execute, onEnd);
    return new ParkedSubscription(operationId, source, writer, events);
  }

  leave(group: ExecutionGroup): void {
    this.groups.leave(group);
  }

  executeForAll(group: ExecutionGroup, event: object, execute: Execute): EventExecution {
    const execution = new EventExecution(event, performance.now());
    const { args, requestId, wasViewerAsked } = sharedContext(group.args, event, this.sharedLoaders.get(event));
    this.counts.sharedExecutions += 1;
    this.make(execution, execute(args), (result) => {
      if (wasViewerAsked()) execution.isPersonal = true;
      else this.finish(execution, result, requestId);
    });
    return execution;
  }

  executeAlone(args: ExecutionArgs, event: object, loaders: TurnLoaders, execute: Execute): EventExecution {
    const execution = new EventExecution(event, performance.now());
    const context = args.contextValue as GraphqlContext;
    this.counts.ownExecutions += 1;
    const contextValue: GraphqlContext = { ...context, loaders: loaders.get(event) };
    this.make(execution, execute({ ...args, rootValue: event, contextValue }), (result) => {
      this.finish(execution, result, () => context.requestId);
    });
    return execution;
  }

  private make(
    execution: EventExecution,
    executing: Promise<ExecutionResult>,
    take: (result: ExecutionResult) => void,
  ): void {
    executing
      .then(take)
      .catch((error: unknown) => {
        execution.failure = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => execution.settle())
      .catch(() => undefined);
  }

  /**
   * An event of which a part could not be read at present is not told with a hole, which would never be filled: the stream
   * ends with UNAVAILABLE, and the client resumes before it.
   */
  private finish(execution: EventExecution, result: ExecutionResult, requestId: () => string): void {
    const errors = result.errors?.map((error) => this.formatter.format(error, requestId()));
    if (errors?.some(({ extensions }) => extensions?.code === 'UNAVAILABLE'))
      execution.failure = unavailable('The database');
    else execution.payload = bytesOf(JSON.stringify(errors ? { ...result, errors } : result));
  }
}

/**
 * What is done with the events of one subscription. A class with methods and no closures: each subscriber has one
 * (docs/performance.md).
 */
class SubscriberEvents implements ParkedHooks {
  private readonly loaders = new TurnLoaders();

  constructor(
    private readonly delivery: SocketDelivery,
    private readonly group: ExecutionGroup,
    private readonly args: ExecutionArgs,
    private readonly executor: Execute,
    private readonly over: (args: ExecutionArgs) => void,
  ) {}

  execute(item: unknown): EventAnswer {
    if (item instanceof SharedNews) return this.executeShared(item) ?? this.executeAlone(item.value as object);
    if (!(item instanceof CursoredNews)) return this.executeAlone(item as object);
    const shared = this.executeShared(item.shared);
    return shared ? new CursoredAnswer(item, shared) : this.executeAlone(item.own);
  }

  private executeShared(news: SharedNews): EventExecution | null {
    return this.group.executionOf(news, (event) => this.delivery.executeForAll(this.group, event, this.executor));
  }

  executeAlone(event: object): EventExecution {
    return this.delivery.executeAlone(this.args, event, this.loaders, this.executor);
  }

  onDelivered(): void {
    this.delivery.counts.delivered += 1;
  }

  onEnd(): void {
    this.delivery.leave(this.group);
    this.over(this.args);
  }
}
