import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './services/free-port.js';
import { untilReady } from './services/poll.js';
import { ServerProcess } from './services/server-process.js';
import { createWorkspace } from './services/workspace.js';
import type { Settings } from './settings.js';

const root = join(import.meta.dirname, '../..');

/** A node that is a process of its own, as it is shipped, so that it can be frozen and killed. */
export interface NodeProcess {
  readonly url: string;
  readonly pid: number;
  /** Null while it runs, and when a signal ended it. */
  readonly exitCode: number | null;
  /** The end of what it wrote. */
  logTail(): string;
  /** Sends a signal and does not wait; `ended` does. */
  signal(signal: NodeJS.Signals): void;
  ended(): Promise<void>;
  /** As a power cut does: nothing is said to anybody. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Ends it in order, if it is still there. */
  stop(): Promise<void>;
}

/** Builds the server where it is not built from the present sources. Before the first node: it takes a while. */
export const buildServer = (): void => build('server');

/** The same for the application. */
export const buildApp = (): void => build('app');

/** The same for the playground. */
export const buildPlayground = (): void => build('playground');

function build(part: 'server' | 'playground' | 'app'): void {
  const script = `import(${JSON.stringify(join(root, 'scripts/ensure-built.mjs'))}).then((m) => m.ensureBuilt('${part}'))`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/**
 * Starts a node with the settings of a world, and waits until it takes requests.
 * @param entry the shipped program, or the compiler's output before it is joined into few files
 */
export async function startNodeProcess(
  settings: Settings,
  entry: 'dist/server/main.js' | 'dist/src/main.js' = 'dist/server/main.js',
): Promise<NodeProcess> {
  const folder = createWorkspace('node');
  const port = await freePort();
  const own = { ...settings, PORT: String(port), LOG_LEVEL: 'warn' };
  // env(1) becomes the server, so the process id is the server's.
  const environment = Object.entries(own).map(([name, value]) => `${name}=${value}`);
  const program = [process.execPath, join(root, entry)];
  const server = await ServerProcess.spawn('env', [...environment, ...program], folder);
  const url = `http://127.0.0.1:${port}`;
  const isUp = async (): Promise<void> => {
    const { status } = await fetch(`${url}/health/ready`);
    if (status !== 200) throw new Error(`not ready: ${status}`);
  };
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady('the node', 30_000, isUp, () => (server.hasEnded ? new Error(server.logTail()) : null));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    stop,
    pid: server.pid,
    get exitCode() {
      return server.exitCode;
    },
    logTail: () => server.logTail(),
    signal: (signal) => server.signal(signal),
    ended: () => server.ended(),
    kill: () => server.kill(),
    freeze: () => server.freeze(),
    thaw: () => server.thaw(),
  };
}
