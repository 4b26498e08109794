import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, type World } from './support/server.js';
import { runToEnd, type Ended } from './support/spawned.js';

const runner = fileURLToPath(new URL('../scripts/run-built.mjs', import.meta.url));

let world: World;
beforeAll(async () => {
  // As a user starts it: what the demo does must stay within the limits.
  world = await createWorld({ RATE_LIMITS: 'on' });
});
afterAll(() => world?.close());

const demo = (...args: string[]): Promise<Ended> =>
  runToEnd(process.execPath, [runner, 'demo', ...args], { timeoutMs: 110_000 });

it('plays to its end, and finds that all streams and histories agree', { timeout: 120_000 }, async () => {
  const node = await world.startNode();
  const { code, stdout, stderr } = await demo('--fast', '--url', node.url);
  expect(stderr).not.toContain('✗');
  expect(stdout).toContain('All streams and histories agree: 5 people, 3 conversations');
  for (const name of ['Ann', 'Mei', 'Omar', 'Asha', 'Léo'])
    expect(stdout).toMatch(new RegExp(`✓ ${name} +\\d+ +events, each once and in order`));
  for (const refusal of ['USERNAME_TAKEN', 'CONTACT_EXISTS', 'FORBIDDEN', 'NOT_A_MEMBER'])
    expect(stdout).toContain(refusal);
  // Not a terminal: no colours.
  expect(stdout).not.toContain('\x1b');
  expect(code).toBe(0);
});

it('shows the same play to a crowd: several run at once on one server', { timeout: 240_000 }, async () => {
  const node = await world.startNode();
  const plays = await Promise.all([1, 2].map(() => demo('--fast', '--url', node.url)));
  expect(plays.map(({ code }) => code)).toEqual([0, 0]);
});

it('says how to start the server when nobody answers', async () => {
  const { code, stderr } = await demo('--url', 'http://127.0.0.1:9');
  expect(stderr).toContain('Nobody answers at http://127.0.0.1:9');
  expect(stderr).toContain('npm start');
  expect(code).toBe(2);
});

it('refuses an address that is none', async () => {
  const { code, stderr } = await demo('--url', 'ftp://localhost');
  expect(stderr).toContain('usage: npm run demo');
  expect(code).toBe(2);
});
