// tally.ts OUTPUT [FAILED STEP…]: the closing line of .ci/run, from what the tests printed and the names of the steps that failed.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;

/**
 * Every other step that failed counts as one failure. Files that were tried again have a tally of their own after the first;
 * what passed then has passed.
 */
export function tally(output: string, failedSteps: readonly string[]): Tally {
  const runs = [...output.matchAll(LINE)].map(([, ...numbers]) => numbers.map((number) => Number(number ?? 0)));
  const [passed = 0, failed = 1, skipped = 0] = runs[0] ?? [];
  const stillFailed = runs[1]?.[1] ?? failed;
  const elsewhere = failedSteps.filter((step) => step !== 'tests').length;
  const testsFailed = failedSteps.includes('tests') ? Math.max(1, stillFailed) : 0;
  return { passed: passed + Math.max(0, failed - testsFailed), failed: testsFailed + elsewhere, skipped };
}

const [program = '', file, ...failedSteps] = process.argv.slice(1);
if (file && import.meta.url === pathToFileURL(program).href) {
  const { passed, failed, skipped } = tally(readFileSync(file, 'utf8'), failedSteps);
  if (failedSteps.length > 0) process.stdout.write(`failed: ${failedSteps.join(', ')}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
