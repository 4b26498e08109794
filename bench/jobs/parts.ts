import type { Peer } from '../harness/peer.js';

type Optional = 'socket' | 'subscription' | 'sendFrame' | 'sendRequest' | 'readRequests' | 'readFrames';

/** What a peer must have to take part in the job for which it has put itself down. */
export function part<K extends Optional>(peer: Peer, name: K): NonNullable<Peer[K]> {
  const value = peer[name];
  if (!value) throw new Error(`${peer.name} takes part in jobs that need ${name}`);
  return value;
}
