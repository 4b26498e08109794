import { describe, expect, it } from 'vitest';
import { atLeast, atMost, exactly, type Attack, type Figure, type Outcome } from './attack.js';
import { faultsOf, provesNothing, runUntilItBites } from './run-attack.js';
import { Findings } from './verdict.js';

const SIZES = {
  ...{ acknowledged: 1, unknownCommitted: 0, unknownNotCommitted: 0, refused: 0, stored: 1 },
  ...{ revisions: 1, deliveries: 1, unreadReadings: 1, removals: 0 },
};
const clean = new Findings().verdict(SIZES);
const outcome = (more: Partial<Outcome> = {}): Outcome => ({
  ...{ load: '', faults: '', figures: [], verdict: clean, void: [] },
  ...more,
});
const lossy = (): Outcome['verdict'] => {
  const findings = new Findings();
  findings.add('lost', 'a message');
  return findings.verdict(SIZES);
};

/** An attack that comes to one outcome after the other, and notes the seeds it is run with. */
function attackOf(outcomes: readonly Outcome[]): { readonly attack: Attack; readonly runs: () => number } {
  let runs = 0;
  const run = (): Promise<Outcome> => Promise.resolve(outcomes[Math.min(runs++, outcomes.length - 1)] as Outcome);
  return { attack: { name: 'test', title: 'test', run }, runs: () => runs };
}

describe('a run that proves nothing', () => {
  const nothing = outcome({ void: ['nothing was met'] });

  it('is repeated with another seed until it bites', async () => {
    const { attack, runs } = attackOf([nothing, nothing, outcome()]);
    const result = await runUntilItBites(attack, 5, false);
    expect(result).toMatchObject({ passed: true, seed: 7 });
    expect(runs()).toBe(3);
  });

  it('is repeated twice and no more', async () => {
    const { attack, runs } = attackOf([nothing]);
    expect(await runUntilItBites(attack, 5, false)).toMatchObject({ passed: false });
    expect(runs()).toBe(3);
  });

  it('is not one that found a wrong answer', async () => {
    const { attack, runs } = attackOf([outcome({ void: ['nothing was met'], verdict: lossy() }), outcome()]);
    expect(await runUntilItBites(attack, 5, false)).toMatchObject({ passed: false, seed: 5 });
    expect(runs()).toBe(1);
  });

  it('is not one whose figures are wrong, or that broke off', () => {
    const wrong = outcome({ void: ['nothing was met'], figures: [exactly('integrity', 'broken', 'ok')] });
    expect(provesNothing({ ...wrong, isFull: false, error: null })).toBe(false);
    expect(provesNothing({ ...nothing, isFull: false, error: 'it threw' })).toBe(false);
    expect(provesNothing({ ...nothing, isFull: false, error: null })).toBe(true);
  });
});

describe('what fails a run', () => {
  const faults = (figure: Figure, isFull: boolean): number => faultsOf(outcome({ figures: [figure] }), isFull).length;

  it.each([
    { what: 'a time that is missed', figure: atMost('time', 'p99', 600, 500, 'ms'), full: 1, short: 0 },
    { what: 'a time that is missed by far', figure: atMost('time', 'p99', 21_000, 500, 'ms'), full: 1, short: 1 },
    { what: 'an amount that is missed', figure: atMost('time', 'memory', 200, 128, 'MiB'), full: 1, short: 0 },
    { what: 'an amount that is missed by far', figure: atMost('time', 'memory', 700, 128, 'MiB'), full: 1, short: 1 },
    { what: 'too little work', figure: atLeast('amount', 'operations', 90, 100), full: 1, short: 0 },
    { what: 'hardly any work', figure: atLeast('amount', 'operations', 19, 100), full: 1, short: 1 },
    { what: 'no measurement at all', figure: atMost('time', 'p99', NaN, 500, 'ms'), full: 1, short: 0 },
    { what: 'a wrong answer', figure: exactly('integrity', 'broken', 'ok'), full: 1, short: 1 },
    { what: 'a figure that is kept', figure: atMost('time', 'p99', 500, 500, 'ms'), full: 0, short: 0 },
  ])('is $what: full $full, short $short', ({ figure, full, short }) => {
    expect(faults(figure, true)).toBe(full);
    expect(faults(figure, false)).toBe(short);
  });

  it('is an anomaly, unless the attack is there to meet it', () => {
    expect(faultsOf(outcome({ verdict: lossy() }), false)).toEqual(['lost: 1']);
    expect(faultsOf(outcome({ verdict: lossy(), allowed: ['lost'] }), false)).toEqual([]);
  });
});
