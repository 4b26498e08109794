import type { Page } from 'playwright-core';

const FRAMES = 40;

/** Texts of different lengths, so that no row is as high as it was taken for. */
export const longTexts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `m${index + 1} ${'lorem ipsum dolor '.repeat((index * 7) % 9)}`);

/** How far the end is below what is shown. */
export const gapOf = (page: Page): Promise<number> =>
  page.getByRole('log').evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));

/** Where a message stands, frame by frame, as it was painted: the list mends what it finds within a frame. */
export const trackedTops = (page: Page, seq: number, count = FRAMES): Promise<number[]> =>
  page.getByRole('log').evaluate(
    (log, { seq: wanted, frames }) =>
      new Promise<number[]>((resolve) => {
        const tops: number[] = [];
        const painted = new MessageChannel();
        painted.port1.onmessage = () => {
          const row = log.querySelector(`article[data-seq="${wanted}"]`);
          tops.push(row ? row.getBoundingClientRect().top : NaN);
          if (tops.length === frames) resolve(tops);
          else requestAnimationFrame(next);
        };
        // A message that is posted by a frame comes once it is painted.
        const next = (): void => painted.port2.postMessage(null);
        requestAnimationFrame(next);
      }),
    { seq, frames: count },
  );

export const spread = (tops: readonly number[]): number => Math.max(...tops) - Math.min(...tops);

/** The first message whose beginning is on the screen. */
export const firstSeq = (page: Page): Promise<number> =>
  page.getByRole('log').evaluate((log) => {
    const { top } = log.getBoundingClientRect();
    const rows = [...log.querySelectorAll<HTMLElement>('article[data-seq]')];
    const shown = rows.filter((row) => row.getBoundingClientRect().top >= top + 4);
    return Math.min(...shown.map((row) => Number(row.dataset.seq)));
  });
