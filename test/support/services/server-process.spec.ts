import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { untilReady } from './poll.js';
import { createWorkspace, recordServer } from './workspace.js';
import { ServerProcess } from './server-process.js';

describe('ServerProcess', () => {
  let parent: string;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'wireside-spec-'));
  });

  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  it('ends in order, and by force', async () => {
    const folder = createWorkspace('sleeper', parent);
    const stopped = await ServerProcess.spawn('sleep', ['600'], folder);
    await stopped.stop();
    const killed = await ServerProcess.spawn('sleep', ['600'], folder);
    killed.freeze();
    await killed.kill();
    expect([isRunning(stopped.pid), isRunning(killed.pid)]).toEqual([false, false]);
  });

  it('shows what the server wrote before it gave up', async () => {
    const server = await ServerProcess.spawn('sh', ['-c', 'echo no such option >&2; exit 1'], parent);
    await untilReady('the end', 5_000, async () => {
      if (!server.hasEnded) throw new Error('still running');
    });
    expect(server.logTail()).toContain('no such option');
  });

  it('dies with its owner, even when the owner is killed, and leaves no folder', async () => {
    const { owner, server, folder } = await startOwner();
    owner.kill('SIGKILL');
    await untilReady('the watcher', 5_000, async () => {
      if (isRunning(server) || existsSync(folder)) throw new Error('still there');
    });
  });

  it('is cleared away by the next start when its owner and the watcher are both gone', async () => {
    const folder = createWorkspace('orphan', parent);
    const orphan = spawn('sleep', ['600'], { stdio: 'ignore' });
    recordServer(folder, orphan.pid ?? 0);
    const claim = JSON.parse(readFileSync(join(folder, 'claim.json'), 'utf8')) as { owner: { startedAt: string } };
    claim.owner.startedAt = 'another process that had our pid';
    writeFileSync(join(folder, 'claim.json'), JSON.stringify(claim));

    const ended = once(orphan, 'exit');
    createWorkspace('next', parent);
    await ended;
    expect(existsSync(folder)).toBe(false);
  });

  /** A process of its own that starts a server as a test run would, without running any of its exit handlers later. */
  async function startOwner() {
    const script = new URL('./fixtures/owner.ts', import.meta.url).pathname;
    const owner = spawn(process.execPath, ['--import', 'tsx', script, parent], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(owner.stdout, 'data')) as [Buffer];
    return { owner, ...(JSON.parse(line.toString()) as { server: number; folder: string }) };
  }

  function isRunning(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
    } catch {
      return false;
    }
  }
});
