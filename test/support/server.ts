import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';
import { AppModule } from '../../src/app.module.js';
import { prepare } from '../../src/application.js';
import { parseConfig } from '../../src/common/config/config.js';
import { newId } from '../../src/common/ids/ids.js';
import { httpAdapter } from '../../src/common/server/http-adapter.js';
import { SocketDoor } from '../../src/common/socket/socket-door.js';
import type { Settings } from './settings.js';

/** One server process' worth of application, listening on a free port of this machine. */
export interface ServerNode {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:port` */
  readonly url: string;
  close(): Promise<void>;
}

/** A database (and Redis, when the suite runs on them) that one or several nodes share. */
export interface World {
  readonly settings: Settings;
  /** Whether several nodes can share it. */
  readonly isShared: boolean;
  startNode(settings?: Settings): Promise<ServerNode>;
  close(): Promise<void>;
}

/** Makes an empty world of the kind that the running project (SQLite, or MariaDB with Redis) asks for. */
export async function createWorld(settings: Settings = {}): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wireside-test-'));
  const shared = inject('matrix') === 'mariadb' ? await sharedServices() : null;
  const common: Settings = {
    NODE_ENV: 'test',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    PLAYGROUND: 'off',
    WEB_APP: 'off',
    RATE_LIMITS: 'off',
    DELIVERY_POLL_MS: '500',
    JWT_SECRET: 'a secret for tests alone, long enough to be taken',
    ...shared?.settings,
    ...settings,
  };
  const nodes = new Set<ServerNode>();
  return {
    settings: common,
    isShared: shared !== null,
    async startNode(own = {}) {
      const node = await startNode({ ...common, ...own });
      nodes.add(node);
      return { ...node, close: () => (nodes.delete(node) ? node.close() : Promise.resolve()) };
    },
    async close() {
      await Promise.all([...nodes].map((node) => node.close()));
      await shared?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function startNode(settings: Settings): Promise<ServerNode> {
  const config = parseConfig(settings);
  const module = await Test.createTestingModule({ imports: [AppModule.forRoot(config)] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(config), {
    bufferLogs: true,
    logger: false,
  });
  await prepare(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await app.get(SocketDoor).drain(1000);
      await app.close();
    },
  };
}

async function sharedServices(): Promise<{ settings: Settings; drop: () => Promise<void> }> {
  const { databaseUrlBase, redisUrl } = inject('services');
  const name = `t_${newId().replaceAll('-', '')}`;
  const run = async (sql: string): Promise<void> => {
    const connection = await createConnection({ uri: databaseUrlBase });
    await connection.query(sql);
    await connection.end();
  };
  await run(`CREATE DATABASE ${name}`);
  return {
    settings: { DATABASE_URL: `${databaseUrlBase}${name}`, REDIS_URL: redisUrl, REDIS_PREFIX: name },
    drop: () => run(`DROP DATABASE ${name}`),
  };
}
