import { parseArgs } from 'node:util';

export const jobNames = ['fanout', 'send', 'read', 'idle', 'resume', 'sqlite', 'startup'] as const;

/** What the command line can ask for. Each may measure several cases. */
export type BenchJob = (typeof jobNames)[number];

export interface Options {
  readonly jobs: readonly BenchJob[];
  readonly rounds: number;
  /** Of the measured part of a load, in milliseconds. */
  readonly measureMs: number;
  readonly warmUpMs: number;
  /** Names of the peers; null: all. */
  readonly peers: readonly string[] | null;
  /** How many listen, in `fanout` and `idle`. */
  readonly subscribers: readonly number[];
  /** How many posts of a fan-out are in flight when they queue. */
  readonly posts: number;
  /** How many sends are in flight. */
  readonly inFlight: number;
  readonly rooms: number;
  /** How many messages the archive holds. */
  readonly archive: number;
  readonly conversations: number;
  /** Only the cases whose name holds this. */
  readonly only: string | null;
  /** Where Node writes a profile of each server; null: none. */
  readonly profile: string | null;
  /** Write results to bench/results and tables into the documentation. */
  readonly save: boolean;
}

const FULL = {
  rounds: '3',
  seconds: '3',
  'warm-up': '1.5',
  subscribers: '100,1000,5000',
  posts: '16',
  'in-flight': '64',
  rooms: '100',
  archive: '1000000',
  conversations: '200',
};

/** Everything once and small: enough to see that it works. */
const SHORT: typeof FULL = {
  ...{ rounds: '1', seconds: '0.3', 'warm-up': '0.1', subscribers: '20', posts: '4', 'in-flight': '8' },
  ...{ rooms: '10', archive: '500', conversations: '120' },
};

export const USAGE = `usage: npm run bench -- [job …] [option …]
jobs: ${jobNames.join(', ')}; all when none is named
  --peers a,b           only these (bare peers first, if ratios are wanted)
  --only text           only cases whose name holds the text, such as 1000 or hot
  --rounds n            default ${FULL.rounds}
  --seconds n           measured part of a load, default ${FULL.seconds}
  --warm-up n           seconds before it, default ${FULL['warm-up']}
  --subscribers a,b     default ${FULL.subscribers}
  --posts n             posts in flight of a fan-out that queues, default ${FULL.posts}
  --in-flight n         sends in flight, default ${FULL['in-flight']}
  --rooms n             rooms that sends go to, default ${FULL.rooms}
  --archive n           messages of the long history, default ${FULL.archive}
  --conversations n     of the list, default ${FULL.conversations}
  --profile folder      have Node write a CPU profile of each server there
  --save                keep the results in bench/results and write the tables of docs/performance.md
  --short               everything once and small`;

/** @throws Error that says what is wrong with the command line */
export function optionsOf(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ rounds: text, seconds: text, 'warm-up': text, subscribers: text, posts: text, 'in-flight': text },
      ...{ rooms: text, archive: text, conversations: text, peers: text, only: text, profile: text },
      ...{ save: { type: 'boolean' }, short: { type: 'boolean' } },
    },
  });
  const unknown = positionals.find((name) => !jobNames.some((job) => job === name));
  if (unknown !== undefined) throw new Error(`no such job: ${unknown}`);
  const chosen = { ...(values.short ? SHORT : FULL), ...values };
  const number = (name: keyof typeof FULL): number => positive(name, chosen[name]);
  return {
    jobs: positionals.length > 0 ? jobNames.filter((job) => positionals.includes(job)) : jobNames,
    rounds: number('rounds'),
    measureMs: number('seconds') * 1000,
    warmUpMs: number('warm-up') * 1000,
    peers: values.peers?.split(',') ?? null,
    subscribers: chosen.subscribers.split(',').map((part) => positive('subscribers', part)),
    posts: number('posts'),
    inFlight: number('in-flight'),
    rooms: number('rooms'),
    archive: number('archive'),
    conversations: number('conversations'),
    only: values.only ?? null,
    profile: values.profile ?? null,
    save: values.save ?? false,
  };
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name} must be a number above 0, not ${text}`);
  return number;
}
