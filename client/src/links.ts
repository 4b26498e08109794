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
  const http = new HttpLink({ uri: url, fetch });
  const retry = new RetryLink({
    attempts: (attempt, operation, error) =>
      operation.operationType === OperationTypeNode.QUERY && attempt < QUERY_ATTEMPTS && isPassing(error),
    delay: { initial: 300, max: 5000, jitter: true },
  });
  return ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket.client),
    ApolloLink.from([retry, authorization(session), http]),
  );
}

/**
 * Signs each request with the token of whoever makes it: the user that its context names, or the one who is signed in when
 * it begins. Somebody else may have signed in before it is made, or made again.
 */
const authorization = (session: Session): ApolloLink =>
  new ApolloLink((operation, forward) => {
    const { userId = session.userId } = operation.getContext() as { userId?: string | null };
    type Answer = ReturnType<typeof forward>;
    const ask = (refusal?: Answer): Answer =>
      from(session.accessToken(userId)).pipe(
        mergeMap((token) => {
          if (token === null) return refusal ?? forward(operation);
          operation.setContext(({ headers }: { headers?: Record<string, string> }) => ({
            headers: { ...headers, authorization: `Bearer ${token}` },
          }));
          return forward(operation).pipe(
            mergeMap((result) => {
              if (refusal || faultOf(result.errors)?.code !== 'UNAUTHENTICATED') return of(result);
              session.reject(token);
              return ask(of(result));
            }),
          );
        }),
      );
    return ask();
  });
