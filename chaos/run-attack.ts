import type { Attack, Outcome } from './attack.js';
import { Random } from './random.js';

export interface Result extends Outcome {
  readonly name: string;
  readonly title: string;
  readonly seed: number;
  readonly isFull: boolean;
  readonly seconds: number;
  /** Null when it ran to its end. */
  readonly error: string | null;
  readonly passed: boolean;
}

/** How often an attack that met nothing is tried again. */
const REPEATS = 2;

/**
 * Runs one attack to its end; when that proves nothing, again with other seeds, at most twice. Whatever was wrong once is
 * not tried again.
 */
export async function runUntilItBites(attack: Attack, seed: number, isFull: boolean): Promise<Result> {
  for (let repeat = 0; ; repeat += 1) {
    const result = await runAttack(attack, seed + repeat, isFull);
    if (repeat === REPEATS || !provesNothing(result)) return result;
    process.stdout.write(`  ${attack.name}: void, since ${result.void.join(', and ')}; again with another seed\n`);
  }
}

/** Whether a run is void and no more than that: it ended, and nothing that it looked at was wrong. */
export const provesNothing = (result: Pick<Result, 'error' | 'isFull' | keyof Outcome>): boolean =>
  result.error === null && result.void.length > 0 && faultsOf({ ...result, void: [] }, result.isFull).length === 0;

/** Runs one attack to its end, whatever happens in it. */
export async function runAttack(attack: Attack, seed: number, isFull: boolean): Promise<Result> {
  const began = performance.now();
  const log = (text: string): void => void process.stdout.write(`  ${attack.name}: ${text}\n`);
  log(`seed ${seed}`);
  let outcome: Outcome = { load: '', faults: '', figures: [], verdict: null, void: [] };
  let error: string | null = null;
  try {
    outcome = await attack.run({
      random: new Random(seed),
      isFull,
      count: (full, short) => (isFull ? full : short),
      log,
    });
  } catch (failure) {
    error = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  }
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const { name, title } = attack;
  const passed = error === null && faultsOf(outcome, isFull).length === 0;
  return { ...outcome, name, title, seed, isFull, seconds, error, passed };
}

/** Why a run did not pass: wrong answers always, missed times and amounts in the full run, in the short one when far off. */
export function faultsOf({ verdict, figures, void: reasons, allowed = [] }: Outcome, isFull: boolean): string[] {
  const anomalies = Object.entries(verdict?.counts ?? {})
    .filter(([name, count]) => count > 0 && !(allowed as readonly string[]).includes(name))
    .map(([name, count]) => `${name}: ${count}`);
  const missed = figures
    .filter(({ met, kind, farOff }) => !met && (isFull || kind === 'correctness' || farOff === true))
    .map(({ name, measured, bound }) => `${name}: ${measured} instead of ${bound}`);
  return [...anomalies, ...missed, ...reasons.map((reason) => `void: ${reason}`)];
}
