import type { Page } from 'playwright-core';

/** What something on the page is known by. */
export interface Wanted {
  readonly selector: string;
  /** What it contains. */
  readonly text?: string;
}

/** Something that moved though nobody had done anything. */
export interface Shift {
  /** How much, as the browser counts it. */
  readonly value: number;
  /** What moved, for whoever has to look for it. */
  readonly of: readonly string[];
}

/** Takes times in the page, in milliseconds. What has happened on the page counts once it is painted. */
interface Stopwatch {
  /** When what was wanted was first there, since the page was asked for. */
  readonly first: Promise<number>;
  /** From each key that changed a text to the change. */
  readonly keys: Promise<number>[];
  painted(): Promise<number>;
  /** From the next click until something is there that is not there yet. */
  afterClick(wanted: Wanted): Promise<number>;
  shifts(): readonly Shift[];
}

declare global {
  interface Window {
    readonly stopwatch: Stopwatch;
  }
}

/** Starts with each page that this window loads from now on. */
export async function startStopwatch(page: Page, first: Wanted): Promise<void> {
  await page.addInitScript(install, first);
}

/** From each key to what it changed, while a text is typed as fast as the page takes it. */
export async function typed(page: Page, text: string): Promise<number[]> {
  for (const key of text) {
    await page.keyboard.press(key);
    await page.evaluate(() => window.stopwatch.painted());
  }
  return page.evaluate(() => Promise.all(window.stopwatch.keys));
}

/** The time that this share of all did not exceed. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** Runs in the page. */
function install(first: Wanted): void {
  const painted = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        // A message that is posted by a frame comes once it is painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });

  const appears = ({ selector, text = '' }: Wanted): Promise<number> =>
    new Promise((resolve) => {
      const look = (): boolean => {
        const isThere = [...document.querySelectorAll(selector)].some(({ textContent }) => textContent.includes(text));
        if (isThere) void painted().then(resolve);
        return isThere;
      };
      if (look()) return;
      const observer = new MutationObserver(() => {
        if (look()) observer.disconnect();
      });
      observer.observe(document, { childList: true, subtree: true, characterData: true });
    });

  const keys: Promise<number>[] = [];
  let pressedAt = 0;
  addEventListener('keydown', ({ timeStamp }) => (pressedAt = timeStamp), true);
  addEventListener(
    'input',
    () => {
      const from = pressedAt;
      keys.push(painted().then((at) => at - from));
    },
    true,
  );

  const nameOf = (node: Node | null): string =>
    node instanceof Element ? `${node.nodeName} ${node.className}: ${node.textContent.slice(0, 40)}` : String(node);
  const moved: Shift[] = [];
  const take = (entries: readonly PerformanceEntry[]): void => {
    for (const { value, hadRecentInput, sources } of entries as readonly LayoutShift[])
      if (!hadRecentInput) moved.push({ value, of: sources.map(({ node }) => nameOf(node)) });
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });

  const stopwatch: Stopwatch = {
    first: appears(first),
    keys,
    painted,
    afterClick: (wanted) =>
      new Promise((resolve) => {
        const onClick = ({ timeStamp }: Event): void => void appears(wanted).then((at) => resolve(at - timeStamp));
        addEventListener('click', onClick, { capture: true, once: true });
      }),
    shifts: () => {
      take(observer.takeRecords());
      return moved;
    },
  };
  Object.assign(window, { stopwatch });
}
