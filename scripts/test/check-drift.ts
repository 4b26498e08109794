// Migrates an empty database of each kind with the built server and compares the result with the entities.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingServices } from '../../test/support/services/binaries.js';
import { PrivateMariaDb } from '../../test/support/services/mariadb.js';

const databaseScript = fileURLToPath(new URL('../../dist/scripts/db.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'wireside-drift-'));
let failures = 0;
try {
  check('SQLite', `sqlite:${join(folder, 'drift.sqlite')}`);
  const missing = missingServices();
  if (missing.length === 0 || process.env.REQUIRE_SERVICES === '1') await checkMariaDb();
  else process.stdout.write(`NOT RUN: migrations without drift on MariaDB (missing: ${missing.join(', ')})\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures > 0 ? 1 : 0;

async function checkMariaDb(): Promise<void> {
  const server = await PrivateMariaDb.start();
  try {
    await server.createDatabase('wireside');
    check('MariaDB', server.url('wireside'));
  } finally {
    await server.stop();
  }
}

function check(kind: string, databaseUrl: string): void {
  for (const command of ['migrate', 'drift']) {
    const run = spawnSync(process.execPath, [databaseScript, command], {
      // Away from the developer's own .env and variables: their database is not ours to migrate.
      cwd: folder,
      env: { PATH: process.env.PATH, DATA_DIR: folder, DATABASE_URL: databaseUrl },
      encoding: 'utf8',
    });
    if (run.status === 0) continue;
    failures += 1;
    process.stdout.write(`${kind}: db ${command} failed\n${run.stdout}${run.stderr}${run.error?.message ?? ''}\n`);
    return;
  }
}
