import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { Settings } from '../test/support/settings.js';
import { PrivateMariaDb, type PrivateMariaDbOptions } from '../test/support/services/mariadb.js';
import { PrivateRedis } from '../test/support/services/redis.js';
import { FaultProxy } from './fault-proxy.js';
import { ChaosNode } from './node.js';

export interface StageWish {
  readonly database?: 'mariadb' | 'sqlite';
  readonly nodes?: number;
  readonly settings?: Settings;
  readonly mariadb?: PrivateMariaDbOptions;
  /**
   * Nodes go straight to the database and Redis. Where nothing is done to the networks between them, those are only work:
   * the harness would have to carry every byte, in the turns in which it also measures.
   */
  readonly isDirect?: boolean;
}

/** What is limited for good reasons in service, and in the way of a load that comes from one address. */
const UNLIMITED: Settings = {
  RATE_LIMITS: 'off',
  SOCKET_MAX_PER_ADDRESS: '100000',
  SOCKET_MAX_PER_USER: '1000',
  INBOX_REPLAY_MAX_EVENTS: '100000',
  INBOX_REPLAY_MAX_TOTAL_EVENTS: '1000000',
  ACCESS_TOKEN_TTL_SECONDS: '86400',
};

/**
 * Private mariadbd and redis-server (or a SQLite file), server processes as they are shipped, and, unless they are
 * wished to be direct, a stretch of network of their own for each connection between them. Every other setting is as shipped.
 */
export class Stage {
  /** What every server is started with besides: a planted fault, when the harness itself is tested. */
  static planted: Settings = {};

  private constructor(
    readonly folder: string,
    readonly mariadb: PrivateMariaDb | null,
    readonly redis: PrivateRedis | null,
    readonly nodes: readonly ChaosNode[],
  ) {}

  static async set(wish: StageWish = {}): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'wireside-chaos-'));
    const isShared = wish.database !== 'sqlite';
    const mariadb = isShared ? await PrivateMariaDb.start(wish.mariadb) : null;
    const redis = isShared ? await PrivateRedis.start() : null;
    await mariadb?.createDatabase('chaos');
    const nodes: ChaosNode[] = [];
    const stage = new Stage(folder, mariadb, redis, nodes);
    try {
      for (let index = 0; index < (wish.nodes ?? (isShared ? 2 : 1)); index += 1)
        nodes.push(await stage.makeNode(index, wish));
      // The first makes the tables.
      for (const node of nodes) await node.start();
    } catch (error) {
      await stage.close();
      throw error;
    }
    return stage;
  }

  get upNodes(): ChaosNode[] {
    return this.nodes.filter(({ isUp }) => isUp);
  }

  node(index: number): ChaosNode {
    const node = this.nodes[index];
    if (!node) throw new Error(`there is no node ${index}`);
    return node;
  }

  /** Reads what is committed, past the product. */
  async sql<Row extends object>(sql: string, parameters: readonly (string | number)[] = []): Promise<Row[]> {
    if (!this.mariadb) return this.sqlite<Row>(sql, parameters);
    const connection = await createConnection({ uri: this.mariadb.url('chaos') });
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql, [...parameters]);
      return rows as Row[];
    } finally {
      await connection.end();
    }
  }

  /** Ends every fault of every network, and thaws what is frozen. */
  heal(): void {
    this.mariadb?.thaw();
    this.redis?.thaw();
    for (const { network } of this.nodes)
      for (const proxy of [network.front, network.database, network.redis]) proxy?.heal();
  }

  async close(): Promise<void> {
    this.heal();
    await Promise.all(this.nodes.map((node) => node.close()));
    await Promise.all([this.mariadb?.stop(), this.redis?.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private sqlite<Row>(sql: string, parameters: readonly (string | number)[]): Row[] {
    const database = new Sqlite(join(this.folder, 'data', 'wireside.sqlite'), { readonly: true });
    try {
      return database.prepare(sql).all(...parameters) as Row[];
    } finally {
      database.close();
    }
  }

  private async makeNode(index: number, { settings = {}, isDirect = false }: StageWish): Promise<ChaosNode> {
    const front = await FaultProxy.start(0);
    const before = async (service: { readonly port: number } | null): Promise<FaultProxy | null> =>
      service && !isDirect ? FaultProxy.start(service.port) : null;
    const database = await before(this.mariadb);
    const redis = await before(this.redis);
    const portOf = (service: { readonly port: number }, network: FaultProxy | null): number =>
      network?.port ?? service.port;
    return new ChaosNode(
      index,
      { front, database, redis },
      {
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        DATA_DIR: join(this.folder, 'data'),
        PUBLIC_URL: front.url,
        PLAYGROUND: 'off',
        JWT_SECRET: 'a secret for this run alone, long enough to be taken',
        ...(this.mariadb ? { DATABASE_URL: `mysql://root@127.0.0.1:${portOf(this.mariadb, database)}/chaos` } : {}),
        ...(this.redis ? { REDIS_URL: `redis://127.0.0.1:${portOf(this.redis, redis)}` } : {}),
        ...UNLIMITED,
        ...Stage.planted,
        ...settings,
      },
    );
  }
}
