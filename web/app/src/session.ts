import type { WiresideClient } from '@wireside/apollo';
import { hasStoredSession } from '@wireside/apollo/stored-session';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let client: WiresideClient | null = null;

/** Loads the client of this page. @throws when it can't be had, as without a network; asking again may help */
export async function loadClient(): Promise<WiresideClient> {
  const loaded = await import('./client.js');
  if (client === null) {
    client = loaded.client;
    client.session.state.subscribe(tell);
    tell();
  }
  return client;
}

/** Who is signed in: null for nobody, undefined until it is known, which for nobody it is at once. */
export const useUserId = (): string | null | undefined => useSyncExternalStore(subscribe, userId);

function userId(): string | null | undefined {
  // styles/first-paint.js asks the same.
  if (client === null) return hasStoredSession(`${location.origin}/graphql`) ? undefined : null;
  const { current } = client.session.state;
  return current.status === 'signed-out' ? null : current.userId;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
