/** What must never be found, with what each word means. */
export const ANOMALIES = {
  lost: 'acknowledged, and not there',
  phantom: 'there, and never sent, or refused, or with another text',
  duplicate: 'one client message id, several messages',
  hole: 'a seq or revision that is missing',
  wrongOrder: 'begun after another was acknowledged, and numbered before it',
  ackDiffers: 'told another id or seq than the stored one',
  skipped: 'a revision that a subscriber was not told',
  repeated: 'a revision that a subscriber was told twice',
  backwards: 'a revision that came after a higher one',
  eventDiffers: 'told something that is not stored so',
  afterRemoval: 'told to a member after the revision of the removal',
  unread: 'an unread count that is not the recomputed one',
  internal: 'an answer that says INTERNAL: a fault that the product has no word for',
  reset: 'a subscriber that was told to read again although nothing exceeded the limits',
} as const;

export type Anomaly = keyof typeof ANOMALIES;

/** How much was looked at: what the zeros are worth. */
export interface Sizes {
  readonly acknowledged: number;
  readonly unknownCommitted: number;
  readonly unknownNotCommitted: number;
  readonly refused: number;
  readonly stored: number;
  readonly revisions: number;
  readonly deliveries: number;
  readonly unreadReadings: number;
  readonly removals: number;
}

export interface Verdict {
  readonly counts: Readonly<Record<Anomaly, number>>;
  /** The first few of each kind. */
  readonly examples: Readonly<Partial<Record<Anomaly, readonly string[]>>>;
  readonly sizes: Sizes;
}

const EXAMPLES = 5;

export class Findings {
  private readonly counts = Object.fromEntries(Object.keys(ANOMALIES).map((name) => [name, 0])) as Record<
    Anomaly,
    number
  >;
  private readonly examples: Partial<Record<Anomaly, string[]>> = {};

  add(anomaly: Anomaly, example: string, count = 1): void {
    this.counts[anomaly] += count;
    const examples = (this.examples[anomaly] ??= []);
    if (examples.length < EXAMPLES) examples.push(example);
  }

  verdict(sizes: Sizes): Verdict {
    return { counts: this.counts, examples: this.examples, sizes };
  }
}

/** Of how many chances a count of zero speaks. */
export function chancesOf(anomaly: Anomaly, sizes: Sizes): number {
  switch (anomaly) {
    case 'lost':
    case 'duplicate':
    case 'wrongOrder':
    case 'ackDiffers':
    case 'internal':
      return sizes.acknowledged;
    case 'phantom':
      return sizes.stored;
    case 'hole':
      return sizes.revisions;
    case 'skipped':
    case 'repeated':
    case 'backwards':
    case 'eventDiffers':
    case 'reset':
      return sizes.deliveries;
    case 'afterRemoval':
      return sizes.removals;
    case 'unread':
      return sizes.unreadReadings;
  }
}

/** The upper end of the 95 % interval of a rate after zero hits in `chances` trials: the rule of three. */
export const ruleOfThree = (chances: number): number | null => (chances > 0 ? 3 / chances : null);
