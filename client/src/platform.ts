/** What the kit takes from a browser, each part of which may be missing: in Node, in a worker, in private windows. */
export interface Locks {
  request<T>(name: string, options: { signal: AbortSignal | undefined }, work: () => Promise<T>): Promise<T>;
}

const global = globalThis as typeof globalThis & {
  document?: Document;
  window?: Window;
  requestIdleCallback?: (run: () => void, options: { readonly timeout: number }) => unknown;
};

/** Runs the work while no other tab of this origin holds the lock. Without Web Locks every tab stands alone. */
export async function withLock<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const locks = (global.navigator as Navigator | undefined)?.locks as Locks | undefined;
  if (!locks) return work();
  return locks.request(name, { signal }, work);
}

/**
 * Calls back when this tab's turn comes to do something for all tabs, which ends with the signal or with the tab. Where
 * tabs can't agree on turns, each has its own.
 */
export function takeTurn(name: string, begin: () => void, signal: AbortSignal): void {
  const hold = (): Promise<void> => {
    begin();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
  };
  withLock(name, hold, signal).catch(() => {
    // Refused, as where the browser keeps nothing for this page.
    if (!signal.aborted) begin();
  });
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

/** Calls back once what is here can have been shown: soon, and at once where a browser does not tell when it has time. */
export const whenIdle = (run: () => void): unknown => (global.requestIdleCallback ?? run)(run, { timeout: 300 });

/**
 * Calls back at the first of these events of the window, and at the others, or when the page is shown or hidden, if it is
 * hidden by then, or if it is not; answers how to stop.
 */
function onPage(names: readonly string[], whenHidden: boolean, listener: () => void): () => void {
  const stop = new AbortController();
  const heard = ({ type }: Event): void => {
    if (type === names[0] || isHidden() === whenHidden) listener();
  };
  for (const name of [...names, 'visibilitychange'])
    global.window?.addEventListener?.(name, heard, { signal: stop.signal, capture: true });
  return () => stop.abort();
}

/** Calls back when there is a reason to believe that the network is back: `online`, or the page is looked at again. */
export const onWake = (wake: () => void): (() => void) => onPage(['online', 'pageshow', 'focus'], false, wake);

/** Calls back when the page may be about to go for good; the last chance to write something down. */
export const onLeave = (leave: () => void): (() => void) => onPage(['pagehide'], true, leave);
