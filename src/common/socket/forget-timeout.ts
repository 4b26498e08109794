import type { Duplex } from 'node:stream';

/**
 * Takes the timer of an HTTP connection off a socket that has become a WebSocket. `ws` has stopped it, but Node keeps it, and winds
 * it up in vain at every read and write: 170 bytes for each socket, and 3 % of what a delivered message costs
 * (docs/performance.md). Null is what Node has there for a socket that never had one; a timer that runs, and whatever else
 * another version of Node may keep, is left alone.
 */
export function forgetTimeout(stream: Duplex): void {
  const key = Object.getOwnPropertySymbols(stream).find(({ description }) => description === 'timeout');
  if (key === undefined || (stream as { readonly timeout?: number }).timeout !== 0) return;
  const holder = stream as unknown as Record<symbol, { readonly _idleTimeout?: number } | null>;
  if (holder[key]?._idleTimeout === -1) holder[key] = null;
}
