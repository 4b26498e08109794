import { Injectable, Logger } from '@nestjs/common';
import type { DomainEvent, DomainEventMap, DomainEventName } from './domain-events.js';

type Handler<Name extends DomainEventName> = (payload: DomainEventMap[Name]) => void | Promise<void>;

/**
 * Hands committed domain events to their handlers: on this node, in the order of commit as seen by each transaction.
 * A handler that throws is logged and disturbs neither the others nor the use case, which has succeeded already.
 */
@Injectable()
export class EventBus {
  private readonly logger = new Logger(EventBus.name);
  private readonly handlers = new Map<DomainEventName, Handler<never>[]>();

  on<Name extends DomainEventName>(name: Name, handler: Handler<Name>): void {
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), handler]);
  }

  publish(events: readonly DomainEvent[]): void {
    for (const event of events) for (const handler of this.handlers.get(event.name) ?? []) this.hand(handler, event);
  }

  /** Most handlers are done at once: no promise for these. */
  private hand(handler: Handler<never>, event: DomainEvent): void {
    try {
      const done = handler(event.payload as never);
      if (done) done.catch((error: unknown) => this.failed(event, error));
    } catch (error) {
      this.failed(event, error);
    }
  }

  /** Hands out one event and waits until all its handlers are done with it; one that fails is logged. */
  async publishAndWait(event: DomainEvent): Promise<void> {
    await Promise.all((this.handlers.get(event.name) ?? []).map((handler) => this.call(handler, event)));
  }

  private async call(handler: Handler<never>, event: DomainEvent): Promise<void> {
    try {
      await handler(event.payload as never);
    } catch (error) {
      this.failed(event, error);
    }
  }

  private failed(event: DomainEvent, error: unknown): void {
    this.logger.error({ err: error, event: event.name }, 'an event handler failed');
  }
}
