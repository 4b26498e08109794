/** 32 steps to a doubling: a value is known to 2 %. */
const STEPS = 32;
const BUCKETS = STEPS * 34;

/** Counts durations in steps that grow with them, so that recording costs the same for millions. In microseconds. */
export class Histogram {
  private readonly counts = new Float64Array(BUCKETS);
  count = 0;

  record(micros: number): void {
    this.counts[bucketOf(micros)]! += 1;
    this.count += 1;
  }

  /** The value that the share (0 to 1) of what was recorded does not exceed; null when nothing was. */
  percentile(share: number): number | null {
    if (this.count === 0) return null;
    const rank = Math.max(1, Math.ceil(share * this.count));
    let sum = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      sum += this.counts[bucket] as number;
      if (sum >= rank) return 2 ** ((bucket + 0.5) / STEPS);
    }
    return null;
  }
}

const bucketOf = (micros: number): number =>
  micros <= 1 ? 0 : Math.min(BUCKETS - 1, Math.floor(Math.log2(micros) * STEPS));
