import { useQuery } from '@apollo/client/react';
import { FindRoomsDocument, type FindRoomsQueryVariables } from '../generated/documents.js';
import { usePaused } from '../contacts/use-people-search.js';
import type { FoundRoom } from './room-line.js';

const PAGE = 30;

export interface FoundRooms {
  readonly rooms: readonly FoundRoom[];
  readonly isLoading: boolean;
  readonly error: unknown;
  more(): void;
  again(): void;
}

/** Rooms of a sort whose name contains a text; with `skip` none. */
export function useFoundRooms(scope: FindRoomsQueryVariables['scope'], query: string, skip = false): FoundRooms {
  const search = usePaused(query.trim());
  const { data, previousData, loading, error, fetchMore, refetch } = useQuery(FindRoomsDocument, {
    variables: { scope, search: search === '' ? null : search, first: PAGE, after: null },
    skip,
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
  });
  const found = skip ? undefined : (data ?? previousData)?.rooms;
  return {
    rooms: found?.edges.map(({ node }) => node) ?? [],
    isLoading: loading || search !== query.trim(),
    error,
    more: () => {
      if (loading || !found?.pageInfo.hasNextPage) return;
      void fetchMore({
        variables: { after: found.pageInfo.endCursor },
        updateQuery: (present, { fetchMoreResult }) => ({
          ...present,
          rooms: { ...fetchMoreResult.rooms, edges: [...present.rooms.edges, ...fetchMoreResult.rooms.edges] },
        }),
      }).catch(() => undefined);
    },
    again: () => void refetch().catch(() => undefined),
  };
}
