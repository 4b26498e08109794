import { useQuery } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { SearchPeopleDocument, type PersonFieldsFragment } from '../generated/documents.js';

const PAUSE_MS = 200;
const PAGE = 20;

/** A text once its writer pauses. */
export function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

export interface PeopleSearch {
  readonly people: readonly PersonFieldsFragment[];
  readonly isSearching: boolean;
  readonly error: unknown;
  readonly hasMore: boolean;
  more(): void;
}

/** People of the directory whose name, username or number begins so; with `everybody` all of them while nothing is typed. */
export function usePeopleSearch(query: string, { everybody = false } = {}): PeopleSearch {
  const search = usePaused(query.trim());
  const skip = search === '' && !everybody;
  const { data, previousData, loading, error, fetchMore } = useQuery(SearchPeopleDocument, {
    variables: { search: search === '' ? null : search, first: PAGE, after: null },
    skip,
    notifyOnNetworkStatusChange: true,
    // People come and go; what was found before is shown until the answer is here.
    fetchPolicy: 'cache-and-network',
  });
  const users = skip ? undefined : (data ?? previousData)?.users;
  return {
    people: users?.edges.map(({ node }) => node) ?? [],
    isSearching: loading || search !== query.trim(),
    error,
    hasMore: users?.pageInfo.hasNextPage ?? false,
    more: () => {
      if (loading || !users?.pageInfo.hasNextPage) return;
      void fetchMore({
        variables: { after: users.pageInfo.endCursor },
        updateQuery: (present, { fetchMoreResult }) => ({
          ...present,
          users: { ...fetchMoreResult.users, edges: [...present.users.edges, ...fetchMoreResult.users.edges] },
        }),
      }).catch(() => undefined);
    },
  };
}
