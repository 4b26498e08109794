// Tabs of one person agree by Web Locks: a tab that is closed, or dies, lets go of them by itself.

const visibleLock = (userId: string): string => `wireside:visible:${userId}`;

const locks = (): LockManager | undefined => ('locks' in navigator ? navigator.locks : undefined);

/** Calls back when this tab is the one that does something for all. Without Web Locks every tab stands alone. */
export function lead(what: 'notifier' | 'receiver', userId: string, signal: AbortSignal, begin: () => void): void {
  const manager = locks();
  if (!manager) return begin();
  const held = (): Promise<void> => {
    begin();
    return new Promise((release) => signal.addEventListener('abort', () => release()));
  };
  manager.request(`wireside:${what}:${userId}`, { signal }, held).catch(() => undefined);
}

/** Says to the other tabs, as long as this one is looked at, that somebody is looking. */
export function showVisibility(userId: string, signal: AbortSignal): void {
  let letGo: AbortController | null = null;
  const settle = (): void => {
    const isVisible = document.visibilityState === 'visible' && !signal.aborted;
    if (isVisible === (letGo !== null)) return;
    letGo?.abort();
    letGo = isVisible ? new AbortController() : null;
    const own = letGo?.signal;
    if (!own) return;
    const held = (): Promise<void> => new Promise((release) => own.addEventListener('abort', () => release()));
    locks()
      ?.request(visibleLock(userId), { mode: 'shared', signal: own }, held)
      .catch(() => undefined);
  };
  settle();
  document.addEventListener('visibilitychange', settle, { signal });
  signal.addEventListener('abort', settle);
}

/** Whether any tab of this person is looked at. */
export async function isLookedAt(userId: string): Promise<boolean> {
  if (document.visibilityState === 'visible') return true;
  const { held = [] } = (await locks()?.query()) ?? {};
  return held.some(({ name }) => name === visibleLock(userId));
}
