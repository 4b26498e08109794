import type { ApolloCache, TypedDocumentNode } from '@apollo/client';
import { print } from 'graphql';
import type { Client } from 'graphql-ws';

/** Runs a query or mutation over the socket. Rejects with the server's errors as an array. */
export function runOnSocket<Result, Variables extends Record<string, unknown>>(
  client: Client,
  cache: ApolloCache,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let answer: Result | null = null;
    let faults: unknown = null;
    client.subscribe<Result>(
      { query: print(cache.transformDocument(document)), variables },
      {
        next: ({ data, errors }) => {
          answer = data ?? null;
          faults = errors ?? null;
        },
        error: reject,
        complete: () => (answer !== null && faults === null ? resolve(answer) : reject(faults)),
      },
    );
  });
}
