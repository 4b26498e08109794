import type { ApolloClient, TypedDocumentNode } from '@apollo/client';

const TIMEOUT_MS = 20_000;

/** Runs a mutation with one input. Rejects with what the server or the network says, and when no answer comes. */
export type Mutate = <Data, Input>(
  mutation: TypedDocumentNode<Data, { readonly input: Input }>,
  input: Input,
  options?: {
    /** Whether the answer goes into the cache. */
    readonly isKept?: boolean;
  },
) => Promise<Data>;

/** Mutations in the name of one user: should another one have signed in by then, they are refused. */
export const mutateAs =
  (apollo: ApolloClient, userId: string): Mutate =>
  async (mutation, input, { isKept = false } = {}) => {
    const { data } = await apollo.mutate({
      mutation,
      variables: { input },
      fetchPolicy: isKept ? 'network-only' : 'no-cache',
      context: { userId, fetchOptions: { signal: AbortSignal.timeout(TIMEOUT_MS) } },
    });
    if (!data) throw new Error('an answer without data');
    return data;
  };
