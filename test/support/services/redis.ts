import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { requireBinary } from './binaries.js';
import { freePort } from './free-port.js';
import { untilReady } from './poll.js';
import { ServerProcess } from './server-process.js';
import { createWorkspace } from './workspace.js';

const startDeadlineMs = 10_000;
const portAttempts = 5;

/** A Redis server of our own: private folder, free port on 127.0.0.1, nothing persisted. Never the machine's Redis. */
export class PrivateRedis {
  private constructor(
    private readonly folder: string,
    readonly port: number,
    private server: ServerProcess,
  ) {}

  /** Starts a server and waits until it answers PING (about 0.1 s). */
  static async start(): Promise<PrivateRedis> {
    const folder = createWorkspace('redis');
    try {
      for (let attempt = 1; ; attempt++) {
        const port = await freePort();
        try {
          return new PrivateRedis(folder, port, await launch(folder, port));
        } catch (error) {
          if (attempt >= portAttempts) throw error;
        }
      }
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.server.pid;
  }

  /** SIGKILL; its port refuses connections afterwards. */
  async kill(): Promise<void> {
    await this.server.kill();
  }

  /** SIGSTOP: connections stay open and nothing answers, as on a hung machine. */
  freeze(): void {
    this.server.freeze();
  }

  thaw(): void {
    this.server.thaw();
  }

  /** Ends it if it runs and starts an empty server on the same port. */
  async restart(): Promise<void> {
    await this.server.kill();
    this.server = await launch(this.folder, this.port);
  }

  /** Ends it in order and removes its folder. */
  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function launch(folder: string, port: number): Promise<ServerProcess> {
  const options = {
    port: String(port),
    bind: '127.0.0.1',
    save: '',
    appendonly: 'no',
    daemonize: 'no',
    dir: folder,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const server = await ServerProcess.spawn(requireBinary('redis-server'), args, folder);
  try {
    await untilReady(
      `redis-server on port ${port}`,
      startDeadlineMs,
      () => ping(port),
      () => (server.hasEnded ? new Error(`redis-server ended while starting:\n${server.logTail()}`) : null),
    );
    return server;
  } catch (error) {
    await server.kill();
    throw error;
  }
}

function ping(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(1_000, () => fail(new Error('no answer to PING')));
    socket.once('error', fail);
    socket.once('close', () => reject(new Error('closed before the answer to PING')));
    socket.once('data', (data) => {
      if (!data.toString().startsWith('+PONG')) return fail(new Error(`odd answer to PING: ${data.toString()}`));
      resolve();
      socket.destroy();
    });
    socket.write('PING\r\n');
  });
}
