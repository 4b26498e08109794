import { parseArgs } from 'node:util';
import { buildServer } from '../test/support/node-process.js';
import { attacks } from './attacks/attacks.js';
import { runPlants } from './plants/run-plants.js';
import { writeReport } from './report.js';
import { runUntilItBites } from './run-attack.js';
import { save, summaryOf } from './results.js';

const usage = `npm run chaos -- [--short] [--attack NAME[,NAME…]]… [--seed NUMBER] [--no-save]
npm run chaos -- --plants | --plant NAME | --report
  Attacks the built product: all attacks, or those named, one after the other. Each full run is kept in chaos/results as
  soon as it has ended, whatever becomes of the next. --short: reduced counts, nothing kept.
  A failing run names its seed; give it again to replay it.
  Attacks: ${attacks.map(({ name }) => name).join(', ')}`;

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    attack: { type: 'string', multiple: true },
    seed: { type: 'string' },
    report: { type: 'boolean', default: false },
    plants: { type: 'boolean', default: false },
    plant: { type: 'string', multiple: true },
    'no-save': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const named = values.attack?.flatMap((names) => names.split(','));
const unknown = named?.filter((one) => !attacks.some(({ name }) => name === one)) ?? [];
if (values.help || unknown.length > 0) {
  process.stdout.write(`${unknown.map((name) => `There is no attack ${name}.\n`).join('')}${usage}\n`);
  process.exit(values.help ? 0 : 2);
}
const wanted = attacks.filter(({ name }) => named?.includes(name) ?? true);

if (values.report) {
  await writeReport();
  process.exit();
}

buildServer();
// Seeds differ from run to run, so that runs add up; each is printed.
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
if (values.plants || values.plant) {
  const missed = await runPlants(seed, values.plant);
  process.stdout.write(
    `chaos: ${missed === 0 ? 'every planted fault was caught' : `${missed} planted faults were not caught`}\n`,
  );
  process.exit(missed > 0 ? 1 : 0);
}

// The short form is about right and wrong, not about times: two at once, since many wait more than they work.
const jobs = values.short ? 2 : 1;
const waiting = [...wanted];
let failed = 0;
const work = async (): Promise<void> => {
  for (let attack = waiting.shift(); attack; attack = waiting.shift()) {
    const result = await runUntilItBites(attack, seed, !values.short);
    process.stdout.write(summaryOf(result));
    if (!values.short && !values['no-save']) await save(result);
    if (!result.passed) failed += 1;
  }
};
await Promise.all(Array.from({ length: jobs }, work));
process.stdout.write(`chaos: ${wanted.length - failed} of ${wanted.length} attacks withstood\n`);
process.exit(failed > 0 ? 1 : 0);
