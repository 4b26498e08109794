import { parseArgs } from 'node:util';
import { buildServer } from '../test/support/node-process.js';
import { attacks } from './attacks/attacks.js';
import { runPlants } from './plants/run-plants.js';
import { writeReport } from './report.js';
import { runAttack } from './run-attack.js';
import { save, summaryOf } from './results.js';

const usage = `npm run chaos -- [--short] [--attack NAME]… [--seed NUMBER] [--no-save]
npm run chaos -- --plants | --plant NAME | --report
  Attacks the built product. --short: reduced counts. A failing run names its seed; give it again to replay it.
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

const wanted = attacks.filter(({ name }) => !values.attack || values.attack.includes(name));
if (values.help || wanted.length === 0) {
  process.stdout.write(`${usage}\n`);
  process.exit(values.help ? 0 : 2);
}

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
    const result = await runAttack(attack, seed, !values.short);
    process.stdout.write(summaryOf(result));
    if (!values.short && !values['no-save']) await save(result);
    if (!result.passed) failed += 1;
  }
};
await Promise.all(Array.from({ length: jobs }, work));
process.stdout.write(`chaos: ${wanted.length - failed} of ${wanted.length} attacks withstood\n`);
process.exit(failed > 0 ? 1 : 0);
