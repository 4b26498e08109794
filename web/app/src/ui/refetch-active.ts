import type { ApolloClient } from '@apollo/client';

/** Asks again for what is on the screen; what is not is asked for when it comes there. */
export function refetchActive(apollo: ApolloClient, ...names: readonly string[]): void {
  for (const query of apollo.getObservableQueries('active'))
    if (query.queryName !== undefined && names.includes(query.queryName)) void query.refetch().catch(() => undefined);
}
