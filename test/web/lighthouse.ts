/**
 * Holds the application against Lighthouse: `npm run lighthouse`, or with `-- --short` one page, for a machine that has no time.
 * Lighthouse is no dependency, because its tree makes a lockfile that `npm ci` refuses: it is installed beside the others.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { BROWSER_ARGUMENTS, browserIsMissing, CHROMIUM } from '../support/browser.js';
import { freePort } from '../support/services/free-port.js';
import { Stage, type Person } from './support/stage.js';
import { makeCompany } from './support/views.js';
import { pathOf } from './support/conversation.js';

const VERSION = '12.8.2';
const folder = join(import.meta.dirname, '../../node_modules/.cache/lighthouse');
const home = join(folder, 'node_modules/lighthouse');
const part = (path: string): Promise<unknown> => import(pathToFileURL(join(home, path)).href);

/** What each page is held to, in hundredths. */
const BARS = { performance: 95, accessibility: 100, 'best-practices': 95 } as const;
/** Performance is a matter of the machine as well, which others may use: only what is far below it is a flaw of the page. */
const FLAWS = { ...BARS, performance: 50 } as const;

type Category = keyof typeof BARS;

/** What Lighthouse takes a phone of the middle to be slower than the machine; meant for a fast desktop. */
const DEFAULT_SLOWDOWN = 4;
/** The same for what Lighthouse measures of the machine, by the table in its docs/throttling.md. */
const slowdownAt = (benchmarkIndex: number): number =>
  benchmarkIndex >= 1500 ? DEFAULT_SLOWDOWN : benchmarkIndex >= 800 ? 2 : 1;

interface Result {
  readonly environment: { readonly benchmarkIndex: number };
  readonly categories: Readonly<
    Record<Category, { readonly score: number | null; readonly auditRefs: readonly { id: string; weight: number }[] }>
  >;
  readonly audits: Readonly<
    Record<string, { readonly title: string; readonly score: number | null; displayValue?: string }>
  >;
  readonly runtimeError?: { readonly message: string };
}

type Lighthouse = (url: string, flags: object, config?: object) => Promise<{ readonly lhr: Result } | undefined>;

interface Visit {
  readonly name: string;
  readonly path: string;
  readonly person: Person | null;
}

const isShort = process.argv.includes('--short');
process.exitCode = browserIsMissing() || !install() ? 0 : await run();

/** Answers whether it is there; throws when it must be and is not. */
function install(): boolean {
  const manifest = join(home, 'package.json');
  const isThere = (): boolean =>
    existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version === VERSION;
  if (isThere()) return true;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--fetch-retries=1'];
  const { status, stderr } = spawnSync('npm', ['install', ...options, `lighthouse@${VERSION}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status === 0 && isThere()) return true;
  const reason = `Lighthouse ${VERSION} could not be installed:\n${stderr}`;
  if (process.env.REQUIRE_SERVICES === '1') throw new Error(reason);
  process.stderr.write(`\nNOT RUN: ${reason}\n`);
  return false;
}

/** Answers the exit code. */
async function run(): Promise<number> {
  const { default: lighthouse } = (await part('core/index.js')) as { default: Lighthouse };
  const { default: desktop } = (await part('core/config/desktop-config.js')) as { default: object };
  const { throttling } = (await part('core/config/constants.js')) as { throttling: { mobileSlow4G: object } };
  const slowed = (cpuSlowdownMultiplier: number): object => ({
    extends: 'lighthouse:default',
    settings: { throttling: { ...throttling.mobileSlow4G, cpuSlowdownMultiplier } },
  });
  const stage = await Stage.open();
  try {
    const visits: Visit[] = [{ name: 'sign in', path: '/sign-in', person: null }];
    if (!isShort) {
      const { ann, direct } = await makeCompany(stage);
      visits.push({ name: 'conversations', path: '/', person: ann });
      visits.push({ name: 'conversation', path: pathOf(direct), person: ann });
    }
    let flaws = 0;
    for (const visit of visits) {
      const look = async (kind: string, config?: object): Promise<number> => {
        const result = await patiently(() => audit(lighthouse, stage, visit, config));
        flaws += print(`${visit.name}, ${kind}`, result);
        return result.environment.benchmarkIndex;
      };
      const index = await look('phone');
      if (isShort) continue;
      const slowdown = slowdownAt(index);
      // Beside the figure that counts, never in its place.
      if (slowdown < DEFAULT_SLOWDOWN)
        await look(`phone as seen from this machine, ${slowdown} × slower`, slowed(slowdown));
      await look('desktop', desktop);
    }
    return flaws > 0 ? 1 : 0;
  } finally {
    await stage.close();
  }
}

/** A machine that stood still for a while ends an audit without a result: then there is another, and no third. */
async function patiently<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    console.info(`lighthouse: tried again: ${String(error)}`);
    return look();
  }
}

/** Looks at a page in a browser of its own, with nothing in it but the session. */
async function audit(lighthouse: Lighthouse, stage: Stage, { path, person }: Visit, config?: object): Promise<Result> {
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), 'wireside-lighthouse-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: [...BROWSER_ARGUMENTS, `--remote-debugging-port=${port}`],
  });
  try {
    if (person) {
      const page = await context.newPage();
      // A page of this origin that does nothing with it.
      await page.goto(`${stage.origin}/health/live`);
      await page.evaluate(([key, value]) => localStorage.setItem(key, value), [
        `wireside:session:${stage.origin}/graphql`,
        person.stored,
      ] as const);
      await page.close();
    }
    const flags = { port, onlyCategories: Object.keys(BARS), disableStorageReset: true, logLevel: 'error' };
    const found = await lighthouse(`${stage.origin}${path}`, flags, config);
    if (!found || found.lhr.runtimeError) throw new Error(found?.lhr.runtimeError?.message ?? 'no result');
    return found.lhr;
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Prints the scores, and what costs points; answers how many categories are flawed. */
function print(name: string, { categories, audits, environment }: Result): number {
  let flaws = 0;
  const scores = (Object.keys(BARS) as Category[]).map((category) => {
    const score = Math.round((categories[category].score ?? 0) * 100);
    if (score < FLAWS[category]) flaws += 1;
    return `${category} ${score}${score < BARS[category] ? ` (wanted: ${BARS[category]})` : ''}`;
  });
  const timings = [
    'first-contentful-paint',
    'largest-contentful-paint',
    'total-blocking-time',
    'cumulative-layout-shift',
  ];
  const times = timings.map((id) => `${audits[id]?.title ?? id} ${audits[id]?.displayValue ?? '–'}`);
  const index = environment.benchmarkIndex.toFixed(0);
  console.info(`lighthouse: ${name}: ${scores.join(', ')}; ${times.join(', ')}; benchmark index ${index}`);
  for (const category of Object.keys(BARS) as Category[])
    for (const { id, weight } of categories[category].auditRefs) {
      const { title = id, score = null, displayValue = '' } = audits[id] ?? {};
      if (weight > 0 && score !== null && score < 0.9) console.info(`  ${category}: ${title} ${displayValue}`);
    }
  return flaws;
}
