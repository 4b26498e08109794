import { coresOf } from './harness/cores.js';
import { BenchDatabase } from './harness/database.js';
import { optionsOf, USAGE, type BenchJob, type Options } from './harness/options.js';
import type { Peer } from './harness/peer.js';
import { publish, saveResults } from './harness/publish.js';
import type { Group } from './harness/results.js';
import type { Bench } from './harness/rounds.js';
import { tablesOf } from './harness/tables.js';
import { elsewhere, fanout } from './jobs/fanout.js';
import { idle } from './jobs/idle.js';
import { read } from './jobs/read.js';
import { resume } from './jobs/resume.js';
import { send } from './jobs/send.js';
import { sqlite } from './jobs/sqlite.js';
import { startup } from './jobs/startup.js';
import { peers } from './peers/peers.js';

/** Above the numbers of the messages that are there from the start. */
const FIRST_NUMBER = 10_000_000;

const jobs: Record<BenchJob, (bench: Bench, all: readonly Peer[]) => Promise<Group[]>> = {
  fanout: async (bench, all) => [...(await fanout(bench, all)), ...(await elsewhere(bench, all))],
  send,
  read,
  idle,
  resume,
  sqlite,
  startup,
};

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return say(USAGE);
  const options = optionsOf(args);
  const cores = coresOf();
  if (cores.server === null) say('One core, or no taskset: server and generator share what there is.');
  say('Filling the database …');
  const database = await BenchDatabase.start(sizeOf(options), new Set(['plain', 'product']), cores.others);
  try {
    const bench: Bench = { options, cores, database, say, number: FIRST_NUMBER };
    for (const job of options.jobs) {
      const groups = await jobs[job](bench, peers);
      for (const group of groups) process.stdout.write(`\n## ${group.title}\n\n${tablesOf(group)}\n`);
      if (options.save) saveResults(groups, args.join(' '));
    }
    if (options.save) publish();
  } finally {
    await database.stop();
  }
}

function sizeOf({ jobs: wanted, subscribers, inFlight, posts, rooms, archive, conversations }: Options) {
  const reads = wanted.some((job) => job === 'read' || job === 'resume');
  const listens = wanted.some((job) => job === 'fanout' || job === 'idle');
  return {
    listeners: listens ? Math.max(...subscribers, Math.min(1000, ...subscribers)) : 0,
    ...{ senders: Math.max(inFlight, posts), rooms },
    archive: reads ? archive : 0,
    shelf: reads ? conversations : 0,
  };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  say(String((error as Error)?.stack ?? error));
  process.exitCode = 1;
});
