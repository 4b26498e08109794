import WebSocket from 'ws';
import type { Fixture, Person, Room } from '../harness/fixture.js';
import { ours } from '../peers/ours/peer.js';
import { resumeFrame } from '../peers/ours/resume.js';
import type { SocketPlan } from '../harness/plan.js';
import { entryOf, type Column, type Group } from '../harness/results.js';
import { inRounds, isWanted, type Bench, type Bout } from '../harness/rounds.js';
import { digitsOf, NUMBER } from '../harness/stamp.js';
import { part } from './parts.js';

const CHANGED = 20;
const MISSED = 25;
const SETTLE_MS = 500;
/** How long the server is watched while nobody asks anything of it. */
const QUIET_MS = 2000;

const columns: readonly Column[] = [
  { key: 'serverMs', title: 'server CPU, ms', digits: 1 },
  { key: 'databaseMs', title: 'database CPU, ms', digits: 1 },
  { key: 'statements', title: 'SQL statements, signing in included', digits: 1 },
  { key: 'p50Ms', title: 'p50, ms', digits: 1 },
  { key: 'p99Ms', title: 'p99, ms', digits: 1 },
];

/** Coming back after having missed something: from the opening of the socket to being caught up. */
export async function resume(bench: Bench): Promise<Group[]> {
  const { conversations } = bench.options;
  const events = CHANGED * MISSED;
  const title = `Resume of a client with ${conversations} conversations, ${CHANGED} of them changed, ${events} events missed`;
  const group: Group = { id: 'resume', title, columns, entries: [] };
  if (!isWanted(bench, group.id)) return [];
  bench.say(title);
  await inRounds(bench, [ours], async (bout) => {
    const { readers, shelf } = bench.database.fixture;
    const [client, writer] = readers as [Person, Person];
    const changed = shelf.slice(0, CHANGED);
    const heads = await headsOf(bench, shelf);
    const { cursor } = await miss(bench, bout, client, writer, changed);
    const plan = resuming(client, cursor, heads);
    const count = await countingFrom(bench);
    const result = await bout.generator.reconnect({ ...bout.window(), plan, messages: events });
    const statements = await count();
    const sample = bout.sampleOf(result);
    entryOf(group, ours, 'one after the other').samples.push({
      serverMs: (sample.serverMicros ?? 0) / 1000,
      databaseMs: (sample.databaseMicros ?? 0) / 1000,
      statements: statements / result.total,
      p50Ms: sample.p50Ms ?? null,
      p99Ms: sample.p99Ms ?? null,
    });
  });
  return [group];
}

/**
 * Counts statements from now on, without those that the server runs anyway: it looks for news of other nodes, and says
 * that it is alive. How many these are is seen while nobody asks for anything.
 */
async function countingFrom({ database, options }: Bench): Promise<() => Promise<number>> {
  const taken = async () => ({ at: performance.now(), questions: await database.questions() });
  const idle = await taken();
  await new Promise((resolve) => setTimeout(resolve, Math.min(QUIET_MS, options.measureMs)));
  const begin = await taken();
  const perMs = (begin.questions - idle.questions) / (begin.at - idle.at);
  return async () => {
    const end = await taken();
    return Math.max(0, end.questions - begin.questions - perMs * (end.at - begin.at));
  };
}

/** The client's positions: the rounds before have left their messages behind. */
async function headsOf({ database }: Bench, shelf: readonly Room[]): Promise<Map<string, number>> {
  const revisions = await database.revisions();
  return new Map(shelf.map(({ id }) => [id, revisions.get(id) ?? 0]));
}

function resuming(client: Person, cursor: string, heads: ReadonlyMap<string, number>): SocketPlan {
  const seen = [...heads].map(([conversationId, revision]) => ({ conversationId, revision }));
  const plan = part(ours, 'socket')(client);
  return { ...plan, steps: [...plan.steps, { send: resumeFrame(cursor, seen), until: 'InboxCaughtUp' }] };
}

/** Takes the client's cursor, then writes what it misses. */
async function miss(
  bench: Bench,
  { server }: Bout,
  client: Person,
  writer: Person,
  rooms: Fixture['shelf'],
): Promise<{ cursor: string }> {
  const reader = await Talk.open(server.port, part(ours, 'socket')(client));
  const caughtUp = await reader.ask(part(ours, 'subscription')(client, rooms[0] as Room).send ?? '', 'InboxCaughtUp');
  reader.close();
  const cursor = /"cursor":"([^"]+)"/.exec(caughtUp)?.[1] ?? '';
  // A commit within the same moment as the cursor could count as known.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const talk = await Talk.open(server.port, part(ours, 'socket')(writer));
  for (let index = 0; index < MISSED; index++)
    for (const room of rooms) {
      const digits = digitsOf(bench.number++);
      const frame = part(ours, 'sendFrame')(writer, room).replaceAll(NUMBER, digits);
      await talk.ask(frame, digits);
    }
  talk.close();
  return { cursor };
}

/** A client that speaks frames and waits for words in the answers. */
class Talk {
  private text = '';
  private waiter: () => void = () => undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.text += String(data);
      this.waiter();
    });
  }

  static async open(port: number, plan: SocketPlan): Promise<Talk> {
    const talk = new Talk(new WebSocket(`ws://127.0.0.1:${port}${plan.path}`, plan.protocol));
    await new Promise((resolve, reject) => talk.socket.once('open', resolve).once('error', reject));
    for (const { send, until } of plan.steps) await talk.ask(send ?? '', until ?? '');
    return talk;
  }

  async ask(frame: string, until: string): Promise<string> {
    this.text = '';
    this.socket.send(frame);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited for ${until} but got ${this.text}`)), 15_000);
      this.waiter = () => {
        if (!this.text.includes(until)) return;
        clearTimeout(timer);
        resolve();
      };
      this.waiter();
    });
    return this.text;
  }

  close(): void {
    this.socket.terminate();
  }
}
