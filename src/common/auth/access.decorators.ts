import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { unauthenticated } from '../errors/app-error.js';
import { DependsOnViewer } from '../graphql/viewer-dependence.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import type { Viewer } from './viewer.js';

export const IS_PUBLIC = 'wireside:public';
export const TICKET_MAY_USE = 'wireside:ticket';

/** The operation needs no sign-in. The exception; a test lists every public field literally. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(IS_PUBLIC, true);

/** A socket that was opened with a room ticket may use the operation, for its own room; the access check sees to that. */
export const TicketMayUse = (): MethodDecorator => SetMetadata(TICKET_MAY_USE, true);

type ContextReader = (context: GraphqlContext) => unknown;

/** What our parameter decorators read, by the factory that Nest knows them by. */
const readers = new WeakMap<object, ContextReader>();

/** What a decorator's factory reads of the context, so that it can be read without an ExecutionContext; null for foreign ones. */
export const contextReaderOf = (factory: object): ContextReader | null => readers.get(factory) ?? null;

function ofContext(read: ContextReader): () => ParameterDecorator {
  const factory = (_: unknown, execution: ExecutionContext): unknown =>
    read(GqlExecutionContext.create(execution).getContext<GraphqlContext>());
  readers.set(factory, read);
  return createParamDecorator(factory);
}

const InjectViewer = ofContext((context) => viewerOf(context));

/** The signed-in user. The guard has made sure that there is one. A field that takes it depends on who asks. */
export const CurrentViewer = (): ParameterDecorator => (target, name, index) => {
  InjectViewer()(target, name, index);
  if (name !== undefined) DependsOnViewer()(target, name);
};

/**
 * The signed-in user, for fields that need them in rare cases only: as long as they do not ask, the answer to an event is
 * the same for everybody and made once.
 */
export function viewerOf({ viewer }: GraphqlContext): Viewer {
  if (!viewer) throw unauthenticated();
  return viewer;
}

/** The operation's context, for use cases that need the address, the user agent or the socket. */
export const Ctx = ofContext((context) => context);
