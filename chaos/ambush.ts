import { setTimeout as wait } from 'node:timers/promises';
import type { FaultProxy } from './fault-proxy.js';
import type { Load } from './load.js';
import type { Random } from './random.js';

/**
 * When a kill strikes: once some send is committed and its answer has not arrived; once some send has left and has not
 * arrived; or whenever it may be. The first two do not depend on luck, so that every run has met both.
 */
export type Moment = 'unheard' | 'unsaid' | 'random';

const MOMENTS: readonly Moment[] = ['unheard', 'unsaid', 'random', 'unheard'];

/** Two kills are enough to have met both sorts. */
export const momentOf = (kill: number): Moment => MOMENTS[kill % MOMENTS.length] as Moment;

/** What never gets stuck within this time is not waited for: the run is void then. */
const PATIENCE_MS = 30_000;
/** After so long with nobody heard, whoever had been heard in time has been answered. */
const DRAINED_MS = 400;

export interface Ambush {
  readonly load: Load;
  readonly random: Random;
  /** The stretches of network on which things get stuck. */
  readonly links: readonly (FaultProxy | null)[];
  /** The node that will be struck; otherwise what all of them need. */
  readonly node?: number;
  /** Answers get stuck only after this was said. */
  readonly muteAfter?: string;
}

/** Makes things get stuck and resolves when it is time to strike. Answers what was not heard. */
export async function lieInWait(moment: Moment, { load, random, links, node, muteAfter }: Ambush): Promise<string> {
  const all = links.filter((link) => link !== null);
  const unheard = (): string => all.map((link) => link.unheard).join('\n');
  const began = performance.now();
  const until = async (holds: () => boolean, patienceMs: number): Promise<void> => {
    while (!holds() && performance.now() - began < patienceMs) await wait(2);
  };
  switch (moment) {
    case 'random':
      await wait(random.between(10, 60));
      break;
    case 'unsaid':
      for (const link of all) link.set({ deaf: true });
      await until(() => load.inFlight(node).some(({ sentAt }) => sentAt > began && sentAt < Infinity), DRAINED_MS);
      break;
    case 'unheard':
      for (const link of all)
        if (muteAfter === undefined) link.mute();
        else link.set({ muteAfter });
      await until(() => {
        const text = unheard();
        return load.inFlight(node).some(({ clientMessageId }) => text.includes(clientMessageId));
      }, PATIENCE_MS);
  }
  return unheard();
}

/** After the kill: what was stuck is lost, and the network is whole again. */
export function release(links: readonly (FaultProxy | null)[]): void {
  for (const link of links) {
    link?.cutAll();
    link?.heal();
  }
}
