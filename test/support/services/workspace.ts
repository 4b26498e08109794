import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

interface Claim {
  owner: ProcessIdentity;
  server: ProcessIdentity | null;
}

/** A process id alone may be reused after its process has ended; with the start time it names one process for ever. */
interface ProcessIdentity {
  pid: number;
  startedAt: string;
}

const claimFile = 'claim.json';

/** The folder, private to this user, that holds every service folder and template. */
export function servicesRoot(parent = tmpdir()): string {
  const root = join(parent, `wireside-services-${userInfo().uid}`);
  mkdirSync(root, { recursive: true, mode: 0o700 });
  if (statSync(root).uid !== userInfo().uid) throw new Error(`${root} belongs to somebody else`);
  return root;
}

/** A fresh folder for one server, claimed by this process. Leavings of processes that are gone are cleared first. */
export function createWorkspace(kind: string, parent?: string): string {
  const root = servicesRoot(parent);
  sweep(root);
  const folder = mkdtempSync(join(root, `${kind}-`));
  writeClaim(folder, { owner: identify(process.pid), server: null });
  return folder;
}

/** Records which server process runs in the folder, so that a later run can end it when this one was killed. */
export function recordServer(folder: string, pid: number): void {
  writeClaim(folder, { owner: identify(process.pid), server: identify(pid) });
}

function sweep(root: string): void {
  for (const name of readdirSync(root)) {
    const folder = join(root, name);
    const claim = readClaim(folder);
    if (claim === null || isAlive(claim.owner)) continue;
    if (claim.server && isAlive(claim.server)) kill(claim.server.pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeClaim(folder: string, claim: Claim): void {
  writeFileSync(join(folder, claimFile), JSON.stringify(claim));
}

function readClaim(folder: string): Claim | null {
  try {
    return JSON.parse(readFileSync(join(folder, claimFile), 'utf8')) as Claim;
  } catch {
    return null;
  }
}

function identify(pid: number): ProcessIdentity {
  return { pid, startedAt: startTime(pid) ?? '' };
}

function isAlive(identity: ProcessIdentity): boolean {
  return startTime(identity.pid) === identity.startedAt;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended between the look and the kill.
  }
}

function startTime(pid: number): string | null {
  try {
    // Field 22; the command name before it is in parentheses and may itself hold spaces.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return process.platform === 'linux' ? null : startTimeFromPs(pid);
  }
}

function startTimeFromPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
