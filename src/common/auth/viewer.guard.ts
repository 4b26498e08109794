import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { forbidden, unauthenticated } from '../errors/app-error.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import { policies, type RateLimitPolicy } from '../rate-limits/policies.js';
import { RateLimiter } from '../rate-limits/rate-limiter.js';
import { IS_PUBLIC, TICKET_MAY_USE } from './access.decorators.js';

/** Lets an operation's context pass, or throws; owes it where a throttle has to be asked. */
export type Gate = (context: GraphqlContext | undefined) => Promise<void> | null;

type Handler = ReturnType<ExecutionContext['getHandler']>;
type Owner = ReturnType<ExecutionContext['getClass']>;

/** What Nest notes of a resolver's method: 'Query', 'Mutation' or 'Subscription' for those of root fields. */
const RESOLVER_TYPE = 'graphql:resolver_type';

/**
 * Default-deny: everything but what says `@Public()` needs a signed-in viewer, over HTTP and socket alike. Whatever
 * changes something or opens a stream is throttled per user, beside the closer throttles of single operations.
 */
@Injectable()
export class ViewerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limiter: RateLimiter,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const gate = this.gateOf(execution.getHandler(), execution.getClass());
    await gate(GqlExecutionContext.create(execution).getContext<GraphqlContext | undefined>());
    return true;
  }

  /** The guard's decision for one method, as far as it is known before anybody asks. */
  gateOf(handler: Handler, owner: Owner): Gate {
    const targets = [handler, owner];
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, targets)) return () => null;
    const isForTickets = this.reflector.getAllAndOverride<boolean>(TICKET_MAY_USE, targets);
    const throttle = throttleOf(this.reflector.get<string | undefined>(RESOLVER_TYPE, handler));
    return (context) => {
      const viewer = context?.viewer;
      if (!viewer) throw context?.authError ?? unauthenticated();
      if (viewer.ticket && !isForTickets) throw forbidden('ticket');
      return throttle ? this.limiter.consume(throttle, viewer.userId) : null;
    };
  }
}

function throttleOf(operation: string | undefined): RateLimitPolicy | null {
  if (operation === 'Mutation') return policies.mutate;
  return operation === 'Subscription' ? policies.subscribe : null;
}
