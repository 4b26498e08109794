import { ApolloLink, HttpLink } from '@apollo/client';
import { RetryLink } from '@apollo/client/link/retry';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { from, mergeMap, of } from 'rxjs';
import { faultOf, isPassing } from './errors.js';
import type { Session } from './session/session.js';
import type { Socket } from './socket/socket.js';

const QUERY_ATTEMPTS = 4;

/**
 * Queries and mutations over HTTP, subscriptions over the socket. A request that is refused for its token is made once
 * more with a renewed one; queries that failed on the way are tried again, mutations never: that is the outbox's work.
 */
export function makeLink(url: string, session: Session, socket: Socket, fetch: typeof globalThis.fetch): ApolloLink {
  const http = new HttpLink({ uri: url, fetch: authorized(session, fetch) });
  const retry = new RetryLink({
    attempts: (attempt, operation, error) =>
      operation.operationType === OperationTypeNode.QUERY && attempt < QUERY_ATTEMPTS && isPassing(error),
    delay: { initial: 300, max: 5000, jitter: true },
  });
  return ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket.client),
    ApolloLink.from([retry, renewal(session), http]),
  );
}

const authorized =
  (session: Session, fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input, init) => {
    const token = await session.accessToken();
    const headers = new Headers(init?.headers);
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    return fetch(input, { ...init, headers });
  };

const renewal = (session: Session): ApolloLink =>
  new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      mergeMap((result) => {
        if (faultOf(result.errors)?.code !== 'UNAUTHENTICATED') return of(result);
        return from(renewed(session)).pipe(mergeMap((token) => (token === null ? of(result) : forward(operation))));
      }),
    ),
  );

/** A new token in place of one that was refused; null when there is none to be had. */
async function renewed(session: Session): Promise<string | null> {
  const refused = await session.accessToken();
  if (refused === null) return null;
  session.reject(refused);
  return session.accessToken();
}
