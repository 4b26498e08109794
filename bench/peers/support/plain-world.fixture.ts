import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createConnection, type Connection } from 'mysql2/promise';
import { PrivateMariaDb } from '../../../test/support/services/mariadb.js';
import { plainSchema } from '../../fixture/plain-schema.js';
import { type Fixture, fixtureId, type Person, type Room, SHELF_MESSAGES, SHELF_READ } from '../../harness/fixture.js';
import type { Peer } from '../../harness/peer.js';
import { bodyOf, clientIdOf, digitsOf } from '../../harness/stamp.js';

const root = join(import.meta.dirname, '../../..');

const people = (kind: number, count: number): Person[] =>
  Array.from({ length: count }, (_, number) => ({ id: fixtureId(kind, number), token: '' }));

const rooms = (kind: number, count: number, messages: number): Room[] =>
  Array.from({ length: count }, (_, number) => ({ id: fixtureId(kind, number), messages, lastEventAt: 0 }));

/** The fixture of a benchmark in small: the same sort of people and rooms, in plain tables. */
export class PlainWorld {
  readonly stranger: Person = { id: fixtureId(9, 0), token: '' };

  private constructor(
    private readonly database: PrivateMariaDb,
    readonly connection: Connection,
    readonly fixture: Fixture,
  ) {}

  static async make(): Promise<PlainWorld> {
    const [hall, study] = rooms(4, 2, 0) as [Room, Room];
    const [archive] = rooms(5, 1, 120) as [Room];
    const fixture: Fixture = {
      listeners: people(1, 3),
      senders: people(2, 2),
      readers: people(3, 2),
      hall,
      study,
      rooms: rooms(6, 2, 0),
      archive,
      deepBefore: 61,
      shelf: rooms(7, 3, SHELF_MESSAGES),
    };
    const database = await PrivateMariaDb.start();
    await database.createDatabase('plain');
    const connection = await createConnection(database.url('plain'));
    const world = new PlainWorld(database, connection, fixture);
    await world.seed();
    return world;
  }

  /** Starts the compiled server of a peer. */
  async start(peer: Peer): Promise<PeerServer> {
    const { script, env } = peer.launch();
    const compiled = script.replace(join(root, 'bench'), join(root, 'dist/bench'));
    const child = spawn(process.execPath, [compiled], {
      env: { ...env, PORT: '0', HOST: '127.0.0.1', NODE_ENV: 'production', DATABASE_URL: this.database.url('plain') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface(child.stdout)) {
      if (line.startsWith('{"ready":true')) return new PeerServer(child, JSON.parse(line).port as number);
    }
    throw new Error(`${peer.name} ended before it was ready`);
  }

  async end(): Promise<void> {
    await this.connection.end();
    await this.database.stop();
  }

  private async seed(): Promise<void> {
    const { listeners, senders, readers, hall, study, rooms, archive, shelf } = this.fixture;
    for (const statement of plainSchema) await this.connection.query(statement);
    const everybody = [...listeners, ...senders, ...readers, this.stranger];
    await this.insert('users (id, nickname)', everybody, ({ id }) => [id, `nick ${id}`]);
    await this.insert('rooms (id, name, created_at)', [hall, study, ...rooms, archive, ...shelf], ({ id }) => [
      id,
      id,
      1,
    ]);
    const join = (
      members: readonly Person[],
      places: readonly Room[],
      read = (_: number): number => 0,
    ): Promise<void> =>
      this.insert(
        'members (user_id, room_id, last_read_message_id)',
        members.flatMap(({ id }) => places.map((place, index) => ({ id, place, index }))),
        ({ id, place, index }) => [id, place.id, read(index)],
      );
    await join(listeners, [hall]);
    await join(senders, [hall, study, ...rooms]);
    await join(readers, [archive]);
    await join(readers, shelf, (index) => archive.messages + index * SHELF_MESSAGES + SHELF_READ);
    const places = [archive, ...shelf].flatMap(({ id, messages }) => Array.from({ length: messages }, () => id));
    await this.insert(
      'messages (id, room_id, sender_id, client_message_id, body, created_at)',
      places.map((room, index) => ({ room, digits: digitsOf(index + 1), sender: readers[index % readers.length]?.id })),
      ({ room, digits, sender }) => [Number(digits), room, sender, clientIdOf(digits), bodyOf(digits), Number(digits)],
    );
  }

  private async insert<T>(into: string, items: readonly T[], row: (item: T) => unknown[]): Promise<void> {
    await this.connection.query(`INSERT INTO ${into} VALUES ?`, [items.map(row)]);
  }
}

/** A peer's server, as a process of its own. */
export class PeerServer {
  constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}

/** Compiles bench/ as the benchmark does. */
export function compileBench(): void {
  const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(root, 'bench/tsconfig.json')]);
  if (status !== 0) throw new Error(String(stdout));
}
