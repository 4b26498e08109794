import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requireBinary } from './binaries.js';
import { createWorkspace, servicesRoot } from './workspace.js';

const run = promisify(execFile);

/** Fills `target` with a fresh data folder. It is installed once for each server version and copied from then on. */
export async function copyTemplate(target: string, parentFolder = tmpdir()): Promise<void> {
  cpSync(await templateFolder(parentFolder), target, { recursive: true });
}

async function templateFolder(parentFolder: string): Promise<string> {
  const root = servicesRoot(parentFolder);
  const { stdout: version } = await run(requireBinary('mariadbd'), ['--no-defaults', '--version']);
  const template = join(root, `template-${createHash('sha256').update(version).digest('hex').slice(0, 16)}`);
  if (existsSync(template)) return template;

  const folder = createWorkspace('template-making', parentFolder);
  try {
    await run(requireBinary('mariadb-install-db'), [
      '--no-defaults',
      `--datadir=${folder}/data`,
      `--user=${userInfo().username}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--skip-name-resolve',
      '--innodb-log-file-size=32M',
    ]);
    renameSync(join(folder, 'data'), template);
  } catch (error) {
    // Another process may have been quicker; then its template is as good as ours.
    if (!existsSync(template)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return template;
}
