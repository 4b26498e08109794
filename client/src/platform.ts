/** What the kit takes from a browser, each part of which may be missing: in Node, in a worker, in private windows. */
export interface Locks {
  request<T>(name: string, options: { signal?: AbortSignal }, work: () => Promise<T>): Promise<T>;
}

const global = globalThis as typeof globalThis & {
  document?: Document;
  window?: Window;
};

/** Runs the work while no other tab of this origin holds the lock. Without Web Locks every tab stands alone. */
export async function withLock<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const locks = (global.navigator as Navigator | undefined)?.locks as Locks | undefined;
  if (!locks) return work();
  return locks.request(name, signal ? { signal } : {}, work);
}

/** A channel to the other tabs of this origin; null where there is none. */
export function openChannel(name: string): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  const channel = new BroadcastChannel(name);
  // Node would wait for it.
  (channel as { unref?: () => void }).unref?.();
  return channel;
}

export const isHidden = (): boolean => global.document?.visibilityState === 'hidden';

/** False only where the browser knows that there is no network at all. */
export const isOnline = (): boolean => (global.navigator as Navigator | undefined)?.onLine !== false;

/** Calls back when there is a reason to believe that the network is back: `online`, or the page is looked at again. */
export function onWake(wake: () => void): () => void {
  const { window, document } = global;
  if (!window?.addEventListener) return () => undefined;
  const seen = (): void => {
    if (!isHidden()) wake();
  };
  window.addEventListener('online', wake);
  window.addEventListener('pageshow', seen);
  window.addEventListener('focus', seen);
  document?.addEventListener('visibilitychange', seen);
  return () => {
    window.removeEventListener('online', wake);
    window.removeEventListener('pageshow', seen);
    window.removeEventListener('focus', seen);
    document?.removeEventListener('visibilitychange', seen);
  };
}

/** Calls back when the page may be about to go for good; the last chance to write something down. */
export function onLeave(leave: () => void): () => void {
  const { window, document } = global;
  if (!window?.addEventListener) return () => undefined;
  const hidden = (): void => {
    if (isHidden()) leave();
  };
  window.addEventListener('pagehide', leave);
  document?.addEventListener('visibilitychange', hidden);
  return () => {
    window.removeEventListener('pagehide', leave);
    document?.removeEventListener('visibilitychange', hidden);
  };
}
