import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedProduct } from '../fixture/product-seeder.js';
import { SqliteStore } from '../fixture/sqlite-store.js';
import { migrate } from '../harness/database.js';
import type { Peer } from '../harness/peer.js';
import type { Group } from '../harness/results.js';
import type { Bench } from '../harness/rounds.js';
import { bare } from '../peers/bare/peer.js';
import { ours } from '../peers/ours/peer.js';
import { operationColumns } from './columns.js';
import { sends } from './send.js';

const bareServer = join(import.meta.dirname, '../peers/bare-sqlite/server.js');

/** Durable sends to SQLite, where every commit is flushed to the disk. */
export async function sqlite(bench: Bench): Promise<Group[]> {
  const folder = mkdtempSync(join(tmpdir(), 'wireside-bench-sqlite-'));
  try {
    const file = join(folder, 'product.sqlite');
    migrate({ DATABASE_URL: `sqlite://${file}`, DATA_DIR: folder });
    const store = new SqliteStore(file);
    await seedProduct(store, bench.database.fixture);
    store.close();
    const { inFlight, rooms } = bench.options;
    const group = await sends(bench, peersOn(folder, file), 'socket', {
      ...{ id: 'sqlite', title: 'Durable sends over a socket, SQLite' },
      cases: {
        [`${inFlight} in flight, ${rooms} rooms`]: { lanes: inFlight, rooms: bench.database.fixture.rooms },
        'one in flight': { lanes: 1, rooms: bench.database.fixture.rooms },
      },
    });
    // MariaDB runs beside and does nothing.
    const columns = operationColumns.filter(({ key }) => !key.startsWith('database'));
    return group.entries.length > 0 ? [{ ...group, columns }] : [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function peersOn(folder: string, file: string): Peer[] {
  const raw: Peer = {
    ...bare,
    name: 'bare-sqlite',
    title: 'bare: one INSERT each, `synchronous=FULL`',
    launch: () => ({ script: bareServer, args: [join(folder, 'bare.sqlite')] }),
  };
  const launch = (): ReturnType<Peer['launch']> => {
    const own = ours.launch();
    return { ...own, env: { ...own.env, DATABASE_URL: `sqlite://${file}`, DATA_DIR: folder } };
  };
  return [raw, { ...ours, launch }];
}
