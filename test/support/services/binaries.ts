import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps servers in /usr/sbin, which an ordinary user's PATH leaves out; Homebrew keeps them in its own folders. */
const extraFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin', '/opt/homebrew/sbin'];

const candidates = {
  mariadbd: ['mariadbd', 'mysqld'],
  'mariadb-install-db': ['mariadb-install-db', 'mysql_install_db'],
  'redis-server': ['redis-server', 'valkey-server'],
} as const;

export type ServiceBinary = keyof typeof candidates;

/** Absolute path of an installed server program, or null when this machine has none. */
export function findBinary(name: ServiceBinary): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...extraFolders];
  for (const candidate of candidates[name]) {
    for (const folder of folders) {
      const path = join(folder, candidate);
      if (isExecutableFile(path)) return path;
    }
  }
  return null;
}

/** Path of an installed server program. Throws an error that names what to install. */
export function requireBinary(name: ServiceBinary): string {
  const path = findBinary(name);
  if (path === null) {
    throw new Error(`${name} is not installed: install the packages mariadb-server and redis-server`);
  }
  return path;
}

/** Names of the programs that the MariaDB-and-Redis matrix needs and this machine lacks. */
export function missingServices(): ServiceBinary[] {
  const needed: ServiceBinary[] = ['mariadbd', 'mariadb-install-db', 'redis-server'];
  return needed.filter((name) => findBinary(name) === null);
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
