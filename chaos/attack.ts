import type { Anomaly, Verdict } from './verdict.js';
import type { Random } from './random.js';

/** What a figure is about: wrong answers fail every run, times and amounts the full run, and the short one by far. */
export type FigureKind = 'correctness' | 'time' | 'amount';

export interface Figure {
  readonly name: string;
  readonly measured: number | string;
  /** In words, as promised. */
  readonly bound: string;
  readonly kind: FigureKind;
  readonly met: boolean;
  /** Whether it is so far from what is promised that no slow machine explains it. */
  readonly farOff?: boolean;
}

export interface Outcome {
  /** In words, for the report. */
  readonly load: string;
  readonly faults: string;
  readonly figures: readonly Figure[];
  /** Null for attacks that write no history. */
  readonly verdict: Verdict | null;
  /** Why the run proves nothing; empty when it bit. */
  readonly void: readonly string[];
  /** Anomalies that this attack is expected to meet, by their reason. */
  readonly allowed?: readonly Anomaly[];
}

export interface AttackContext {
  readonly random: Random;
  /** The figures of the table, or a few of each. */
  readonly isFull: boolean;
  /** The full count, or the short one. */
  count(full: number, short: number): number;
  /** Says how far it is. */
  log(text: string): void;
}

/** One row of the table of promises. */
export interface Attack {
  readonly name: string;
  readonly title: string;
  run(context: AttackContext): Promise<Outcome>;
}

/** How far a shared, busy machine may be from the promise before that fails the short run as well. */
const LENIENCE = 5;
/** A machine that stands still for some seconds does so whatever was promised. */
const LEAST_LENIENT: Readonly<Record<string, number>> = { s: 20, ms: 20_000 };

/** A figure that has to stay at or below its bound. */
export const atMost = (kind: FigureKind, name: string, measured: number, bound: number, unit = ''): Figure => ({
  name,
  measured: rounded(measured),
  bound: `≤ ${rounded(bound)}${unit && ` ${unit}`}`,
  kind,
  met: measured <= bound,
  farOff: measured > Math.max(bound * LENIENCE, LEAST_LENIENT[unit] ?? 0),
});

export const atLeast = (kind: FigureKind, name: string, measured: number, bound: number, unit = ''): Figure => ({
  name,
  measured: rounded(measured),
  bound: `≥ ${rounded(bound)}${unit && ` ${unit}`}`,
  kind,
  met: measured >= bound,
  farOff: measured < bound / LENIENCE,
});

export const exactly = (name: string, measured: number | string, bound: number | string): Figure => ({
  name,
  measured,
  bound: String(bound),
  kind: 'correctness',
  met: measured === bound,
});

const rounded = (value: number): number => Math.round(value * 100) / 100;
