import type { PendingSend, Watchable } from '@wireside/apollo';
import { useChat, useWatched } from '@wireside/apollo/react';
import { useMemo } from 'react';
import { pendingPreviews, type PendingPreview } from './pending-preview.js';

const NO_SENDS: Watchable<readonly PendingSend[]> = { current: [], subscribe: () => () => undefined };

/** What waits to be sent, by conversation. */
export function usePendingPreviews(): ReadonlyMap<string, PendingPreview> {
  const pending = useWatched(useChat()?.outbox.pending ?? NO_SENDS);
  return useMemo(() => pendingPreviews(pending), [pending]);
}
