import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from '../harness/database.js';
import { residentBytes } from '../harness/processes.js';
import { entryOf, type Column, type Group } from '../harness/results.js';
import { isWanted, type Bench } from '../harness/rounds.js';
import { MeasuredServer } from '../harness/server.js';
import { ours } from '../peers/ours/peer.js';

const IDLE_MS = 3000;

const columns: readonly Column[] = [
  { key: 'listeningMs', title: 'until it listens, ms', digits: 0 },
  { key: 'residentMb', title: 'resident when idle, MB', digits: 0 },
];

/** From the start of the process to its saying that it listens, its tables being there; and what it then holds. */
export async function startup(bench: Bench): Promise<Group[]> {
  const group: Group = { id: 'startup', title: 'Start-up of the built server', columns, entries: [] };
  if (!isWanted(bench, group.id)) return [];
  bench.say(group.title);
  const folder = mkdtempSync(join(tmpdir(), 'wireside-bench-startup-'));
  try {
    const sqlite = `sqlite://${join(folder, 'product.sqlite')}`;
    migrate({ DATABASE_URL: sqlite, DATA_DIR: folder });
    for (let round = 1; round <= bench.options.rounds; round++)
      for (const [name, url] of Object.entries({ SQLite: sqlite, MariaDB: bench.database.url('product') })) {
        bench.say(`  round ${round}: ${name}`);
        const own = ours.launch();
        const launch = { ...own, env: { ...own.env, DATA_DIR: folder, MIGRATE_ON_START: 'true' } };
        // On all cores, as an operator starts it, and without the probe for memory.
        const wish = { launch, databaseUrl: url, core: null, bareNode: true };
        const server = await MeasuredServer.start(wish);
        try {
          await delay(IDLE_MS);
          const sample = { listeningMs: server.startMs, residentMb: residentBytes(server.pid) / 2 ** 20 };
          entryOf(group, ours, name).samples.push(sample);
        } finally {
          await server.stop();
        }
      }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [group];
}
