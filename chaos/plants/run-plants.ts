import { attacks } from '../attacks/attacks.js';
import { read, saveAs } from '../results.js';
import { faultsOf, runAttack } from '../run-attack.js';
import { Stage } from '../stage.js';
import { plants, settingsFor } from './plants.js';

/** A fault must be caught within this time, in seconds. */
export const WITHIN = 120;

export interface Catch {
  readonly name: string;
  readonly attack: string;
  readonly seconds: number;
  readonly caught: boolean;
  /** What the attack found. */
  readonly by: readonly string[];
}

/** Plants one fault after the other and runs the attack that must catch it. Answers how many were not caught in time. */
export async function runPlants(seed: number, only: readonly string[] | undefined): Promise<number> {
  const catches: Catch[] = [];
  for (const plant of plants.filter(({ name }) => !only || only.some((part) => name.includes(part)))) {
    const attack = attacks.find(({ name }) => name === plant.attack);
    if (!attack) throw new Error(`there is no attack ${plant.attack}`);
    Stage.planted = settingsFor(plant);
    const result = await runAttack(attack, seed, false);
    Stage.planted = {};
    // A busy machine misses times too: they count only where the fault is one of time.
    const figures = result.figures.filter(({ kind }) => kind === 'correctness' || (plant.byTime && kind === 'time'));
    const by = faultsOf({ ...result, figures, void: [] }, true);
    const caught = by.length > 0 && result.seconds <= WITHIN;
    catches.push({ name: plant.name, attack: attack.name, seconds: result.seconds, caught, by });
    process.stdout.write(
      `${caught ? '✓' : '✗'} ${plant.name}: ${by.join('; ') || 'not caught'} (${result.seconds} s)\n`,
    );
    if (result.error) process.stdout.write(`    ${result.error}\n`);
  }
  // Those that were not planted this time stay as they were found.
  const before = (await read<Catch[]>('plants')) ?? [];
  const known = new Map([...before, ...catches].map((one) => [one.name, one]));
  await saveAs(
    'plants',
    plants.flatMap(({ name }) => known.get(name) ?? []),
  );
  return catches.filter(({ caught }) => !caught).length;
}
