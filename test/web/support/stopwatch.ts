import type { Page } from 'playwright-core';

/** Takes times in the page, in milliseconds. What has happened on the page counts once it is painted. */
interface Stopwatch {
  /** From each key that changed a text to the change. */
  readonly keys: Promise<number>[];
  /** What has moved without anybody's doing, by how much (as Cumulative Layout Shift counts it), and where. */
  readonly shifts: { readonly value: number; readonly what: string }[];
  painted(): Promise<number>;
  /** When the first element that fits is on the screen, since the page was asked for. */
  shown(selector: string, text?: string): Promise<number>;
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

/** How much has moved on the page since it was asked for. Says what it was where that is anything. */
export async function shifted(page: Page): Promise<number> {
  const shifts = await page.evaluate(() => window.stopwatch.shifts);
  for (const { value, what } of shifts) console.info(`web: moved by ${value.toFixed(4)}: ${what}`);
  return shifts.reduce((sum, { value }) => sum + value, 0);
}

/** Makes the page's network that of a telephone in the country ("Fast 3G" of the developer tools), and its processor four times slower. */
export async function slowDown(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 562.5,
    downloadThroughput: 180_000,
    uploadThroughput: 84_375,
  });
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** The processor time that each task of the page took while something was done, in milliseconds. */
export async function tasksDuring(page: Page, work: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const isMain = ({ pid, tid }: TraceEvent): boolean => threads.some((one) => one.pid === pid && one.tid === tid);
  return traceEvents
    .filter((event) => event.name.endsWith('RunTask') && event.tdur !== undefined && isMain(event))
    .map(({ tdur = 0 }) => tdur / 1000);
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds on the processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The time that this share of all did not exceed. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Not in TypeScript's library. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
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

  const shown = (selector: string, text = ''): Promise<number> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = [...document.querySelectorAll(selector)].some(
          (one) => one.textContent.includes(text) && one.checkVisibility(),
        );
        if (found) void painted().then(resolve);
        else requestAnimationFrame(look);
      };
      look();
    });

  const shifts: Stopwatch['shifts'][number][] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as LayoutShift[])
      if (!entry.hadRecentInput) shifts.push({ value: entry.value, what: entry.sources.map(told).join('; ') });
  }).observe({ type: 'layout-shift', buffered: true });
  const told = ({ node, previousRect, currentRect }: LayoutShift['sources'][number]): string => {
    const name = node instanceof HTMLElement ? `${node.localName}.${node.className}` : String(node?.nodeName);
    const at = ({ x, y, width, height }: DOMRectReadOnly): string => `${x},${y} ${width}×${height}`;
    return `${name} from ${at(previousRect)} to ${at(currentRect)}`;
  };
  Object.assign(window, { stopwatch: { keys, shifts, painted, shown } satisfies Stopwatch });
}
