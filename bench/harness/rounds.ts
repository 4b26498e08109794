import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LoadResult, Window } from './commands.js';
import type { Cores } from './cores.js';
import type { BenchDatabase } from './database.js';
import { Generator } from './generator.js';
import type { Options } from './options.js';
import type { JobName, Peer } from './peer.js';
import type { Sample } from './results.js';
import { MeasuredServer } from './server.js';

/** What every job works with. */
export interface Bench {
  readonly options: Options;
  readonly cores: Cores;
  readonly database: BenchDatabase;
  readonly say: (line: string) => void;
  /** Numbers that messages are stamped with are used once in all of the run. */
  number: number;
}

/** A server that runs, the process that loads it, and the window of a load upon it. */
export interface Bout {
  readonly peer: Peer;
  readonly server: MeasuredServer;
  readonly generator: Generator;
  window(): Window & { readonly port: number };
  /** Notes what a load has used up, and says it per operation. */
  sampleOf(result: LoadResult): Sample;
}

/** The peers that a job measures, bare ones first. */
export const takingPart = (peers: readonly Peer[], { options }: Bench, job: JobName): Peer[] =>
  peers.filter(({ name, jobs }) => jobs.includes(job) && (options.peers?.includes(name) ?? true));

export const isWanted = ({ options }: Bench, name: string): boolean =>
  options.only === null || name.includes(options.only);

/** Rounds A B C A B C, with a fresh server and a fresh generator for each. */
export async function inRounds(
  bench: Bench,
  peers: readonly Peer[],
  run: (bout: Bout) => Promise<void>,
): Promise<void> {
  for (let round = 1; round <= bench.options.rounds; round++)
    for (const peer of peers) {
      bench.say(`  round ${round}: ${peer.name}`);
      await withServer(bench, peer, run);
    }
}

async function withServer(bench: Bench, peer: Peer, run: (bout: Bout) => Promise<void>): Promise<void> {
  const { options, cores, database } = bench;
  const server = await MeasuredServer.start({
    launch: peer.launch(),
    databaseUrl: database.url(peer.schema),
    core: cores.server,
    nodeArgs: profileArgs(options, peer),
  });
  const generator = Generator.start(cores.others);
  const window = (): ReturnType<Bout['window']> => ({
    ...{ port: server.port, serverPid: server.pid, databasePid: database.pid },
    ...{ warmUpMs: options.warmUpMs, measureMs: options.measureMs, firstNumber: bench.number },
  });
  const note = (result: LoadResult): Sample => {
    bench.number = result.nextNumber;
    return sampleOf(result);
  };
  try {
    await run({ peer, server, generator, window, sampleOf: note });
  } catch (error) {
    throw new Error(`${peer.name}: ${(error as Error).message}`, { cause: error });
  } finally {
    await generator.stop();
    await server.stop();
  }
}

function profileArgs({ profile }: Options, { name }: Peer): string[] {
  if (profile === null) return [];
  const folder = resolve(profile, name);
  mkdirSync(folder, { recursive: true });
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

function sampleOf(result: LoadResult): Sample {
  const { operations, seconds } = result;
  if (operations === 0) throw new Error('not one operation ended within the measured time');
  return {
    serverMicros: result.serverMicros / operations,
    databaseMicros: result.databaseMicros / operations,
    perSecond: operations / seconds,
    p50Ms: result.p50 === null ? null : result.p50 / 1000,
    p99Ms: result.p99 === null ? null : result.p99 / 1000,
    serverShare: share(result.serverMicros, seconds),
    databaseShare: share(result.databaseMicros, seconds),
    generatorShare: share(result.generatorMicros, seconds),
  };
}

/** Of one core, in percent. */
const share = (micros: number, seconds: number): number => micros / seconds / 10_000;
