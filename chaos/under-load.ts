import type { AttackContext, Figure, Outcome } from './attack.js';
import { Bite } from './bite.js';
import { check } from './checker.js';
import type { History } from './history.js';
import { Load, type LoadWish } from './load.js';
import { Stage, type StageWish } from './stage.js';
import type { Verdict } from './verdict.js';

export interface Scene {
  readonly stage: Stage;
  readonly load: Load;
  readonly bite: Bite;
}

/** What an attack says about itself once it is over. */
export interface Account {
  readonly load: string;
  readonly faults: string;
  readonly figures: (verdict: Verdict, history: History) => readonly Figure[];
  /** Why the run proves nothing. By default what Bite finds. */
  readonly void?: (history: History) => readonly string[];
}

/** Sets the stage, brings everybody live, lets the attack happen under load, heals, drains, reads and checks. */
export async function underLoad(
  { random, log }: AttackContext,
  wish: { readonly stage?: StageWish; readonly load: LoadWish },
  act: (scene: Scene) => Promise<Account>,
): Promise<Outcome> {
  const stage = await Stage.set(wish.stage);
  try {
    const load = await Load.prepare(stage, random, wish.load);
    log(`${load.writers.length} writers and ${load.followers.length} followers are ready`);
    const scene = { stage, load, bite: new Bite(load) };
    load.start();
    const account = await act(scene);
    stage.heal();
    const history = await load.finish();
    const verdict = check(history);
    return {
      load: account.load,
      faults: account.faults,
      figures: account.figures(verdict, history),
      verdict,
      void: account.void ? account.void(history) : scene.bite.judge(history),
    };
  } finally {
    await stage.close();
  }
}

/** The load in words. */
export const wordsFor = ({ writers, followers, others, thinkMs }: LoadWish): string =>
  `${writers} closed-loop writers${thinkMs ? ` with pauses of ${thinkMs} ms on average` : ''} in ${others + 1} conversations, one of them hot; ${followers} resuming followers`;

/** Codes and connection faults that sends met, with how often. */
export function faultsMet(history: History): Map<string, number> {
  const met = new Map<string, number>();
  for (const { attempts } of history.sends)
    for (const { why } of attempts) if (why !== undefined) met.set(why, (met.get(why) ?? 0) + 1);
  return met;
}

/** Whatever sends met that is not the typed error which says: try again. */
export const untyped = (history: History): string =>
  [...faultsMet(history)]
    // 1013 is the same at the door: the session of a new socket can't be looked up just now.
    .filter(([why]) => why !== 'UNAVAILABLE' && !why.startsWith('wire: socket closed: 1013'))
    .map(([why, count]) => `${count} × ${why}`)
    .join(', ') || 'none';
