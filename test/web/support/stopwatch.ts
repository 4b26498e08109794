import type { Page } from 'playwright-core';

/** Takes times in the page, in milliseconds. What has happened on the page counts once it is painted. */
interface Stopwatch {
  /** From each key that changed a text to the change. */
  readonly keys: Promise<number>[];
  painted(): Promise<number>;
}

declare global {
  interface Window {
    readonly stopwatch: Stopwatch;
  }
}

/** Starts with each page that this window loads from now on. */
export async function startStopwatch(page: Page): Promise<void> {
  await page.addInitScript(install);
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

/** Runs in the page. */
function install(): void {
  const painted = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        // A message that is posted by a frame comes once it is painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
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
  Object.assign(window, { stopwatch: { keys, painted } satisfies Stopwatch });
}
