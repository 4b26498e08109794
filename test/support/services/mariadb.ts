import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { createConnection, type Connection } from 'mysql2/promise';
import { requireBinary } from './binaries.js';
import { freePort } from './free-port.js';
import { copyTemplate } from './mariadb-template.js';
import { untilReady } from './poll.js';
import { ServerProcess } from './server-process.js';
import { createWorkspace } from './workspace.js';

const startDeadlineMs = 30_000;
const portAttempts = 5;

export interface PrivateMariaDbOptions {
  /** Parent of the data folder. Default: the system's temporary folder. A RAM disk makes many small schemas quicker. */
  parentFolder?: string;
  /** Default 64 MiB. */
  bufferPoolMiB?: number;
  /** Further server options, for example `['--innodb-flush-log-at-trx-commit=2']`. */
  extraArgs?: readonly string[];
}

/**
 * A MariaDB server of our own: private folder and socket, free port on 127.0.0.1, user root without password, every commit
 * flushed, no binary log. Never the machine's MariaDB.
 */
export class PrivateMariaDb {
  private constructor(
    private readonly folder: string,
    readonly port: number,
    private readonly options: PrivateMariaDbOptions,
    private server: ServerProcess,
  ) {}

  /** Starts a server and waits until it answers (about 0.5 s, 1.5 s when the template has to be made first). */
  static async start(options: PrivateMariaDbOptions = {}): Promise<PrivateMariaDb> {
    const folder = createWorkspace('mariadb', options.parentFolder);
    try {
      for (let attempt = 1; ; attempt++) {
        const port = await freePort();
        try {
          await copyTemplate(join(folder, 'data'), options.parentFolder);
          return new PrivateMariaDb(folder, port, options, await launch(folder, port, options));
        } catch (error) {
          if (attempt >= portAttempts) throw error;
          rmSync(join(folder, 'data'), { recursive: true, force: true });
        }
      }
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get pid(): number {
    return this.server.pid;
  }

  url(database = ''): string {
    return `mysql://root@127.0.0.1:${this.port}/${database}`;
  }

  /** Makes an empty database in which text compares byte by byte. Throws when the name is taken. */
  async createDatabase(name: string): Promise<void> {
    await this.execute(`CREATE DATABASE \`${checkedName(name)}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin`);
  }

  async dropDatabase(name: string): Promise<void> {
    await this.execute(`DROP DATABASE IF EXISTS \`${checkedName(name)}\``);
  }

  /** SIGKILL: what was committed is there after `restart()`, what was not is gone. */
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

  /** Ends it by SIGKILL if it runs and starts it again on the same folder and port. */
  async restart(): Promise<void> {
    await this.server.kill();
    this.server = await launch(this.folder, this.port, this.options);
  }

  /** Ends it in order and removes its folder. */
  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async execute(sql: string): Promise<void> {
    const connection = await openConnection(this.port);
    try {
      await connection.query(sql);
    } finally {
      await connection.end();
    }
  }
}

async function launch(folder: string, port: number, options: PrivateMariaDbOptions): Promise<ServerProcess> {
  const args = [
    '--no-defaults',
    `--user=${userInfo().username}`,
    `--datadir=${join(folder, 'data')}`,
    // Of its own: a server that starts removes what looks like temporary tables left behind, those of others included.
    `--tmpdir=${folder}`,
    `--socket=${join(folder, 'server.sock')}`,
    `--pid-file=${join(folder, 'server.pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--skip-log-bin',
    '--character-set-server=utf8mb4',
    '--max-connections=300',
    '--performance-schema=OFF',
    '--innodb-flush-log-at-trx-commit=1',
    '--innodb-log-file-size=32M',
    `--innodb-buffer-pool-size=${options.bufferPoolMiB ?? 64}M`,
    ...(options.extraArgs ?? []),
  ];
  const server = await ServerProcess.spawn(requireBinary('mariadbd'), args, folder);
  try {
    await untilReady(
      `mariadbd on port ${port}`,
      startDeadlineMs,
      async () => (await openConnection(port)).end(),
      () => (server.hasEnded ? new Error(`mariadbd ended while starting:\n${server.logTail()}`) : null),
    );
    return server;
  } catch (error) {
    await server.kill();
    throw error;
  }
}

function openConnection(port: number): Promise<Connection> {
  return createConnection({ host: '127.0.0.1', port, user: 'root', connectTimeout: 5_000 });
}

function checkedName(name: string): string {
  if (!/^[A-Za-z0-9_]{1,64}$/.test(name)) throw new Error(`not a database name: ${name}`);
  return name;
}
