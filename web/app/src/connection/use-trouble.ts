import { useConnection, useSession } from '@wireside/apollo/react';
import { useEffect, useState } from 'react';

/** Nobody wants to hear of a moment. */
export const SILENT_MS = 2000;

export type Trouble =
  { readonly kind: 'offline' | 'connecting' } | { readonly kind: 'waiting'; readonly retryAt: number };

/** What is wrong with the connection, once it has been wrong for two seconds; null while there is nothing to say. */
export function useTrouble(): Trouble | null {
  const connection = useConnection();
  // Who has to sign in again is told so, and needs no connection before.
  const isWanted = useSession().status === 'signed-in';
  const isDown = isWanted && connection.status !== 'connected';
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isDown) return;
    const timer = setTimeout(() => setLong(true), SILENT_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isDown]);
  if (!isDown || !isLong) return null;
  if (connection.status === 'waiting') return { kind: 'waiting', retryAt: connection.retryAt };
  return { kind: connection.status === 'offline' ? 'offline' : 'connecting' };
}
