import type { WiresideClient } from '@wireside/apollo';
import { hasStoredSession } from '@wireside/apollo/stored-session';
import { useSyncExternalStore } from 'react';
import { nextTask } from './next-task.js';

const listeners = new Set<() => void>();
let client: WiresideClient | null = null;

/** Loads the client of this page. @throws when it can't be had, as without a network; asking again may help */
export async function loadClient(): Promise<WiresideClient> {
  const { makeClient } = await import('./client.js');
  await nextTask();
  if (client === null) {
    client = makeClient();
    client.session.state.subscribe(tell);
    tell();
  }
  return client;
}

/** Who is signed in: null for nobody, undefined until it is known, which for nobody it is at once. */
export const useUserId = (): string | null | undefined => useSyncExternalStore(subscribe, userId);

function userId(): string | null | undefined {
  if (client === null) return isSessionStored() ? undefined : null;
  const { current } = client.session.state;
  return current.status === 'signed-out' ? null : current.userId;
}

/** Whether the client will find a session; styles/first-paint.js asks the same. */
export const isSessionStored = (): boolean => hasStoredSession(`${location.origin}/graphql`);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
