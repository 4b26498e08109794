import { Limiter } from '../async/limiter.js';
import { StorageError } from '../storage/storage-error.js';
import type { ExaminationLimits, MediaFacts, ProbeSource } from './media-facts.js';

export interface MediaProberOptions {
  /** Larger images are files. Default 32 MiB. */
  maxImageBytes?: number;
  /** Images with more pixels are files. Default 64 million. */
  maxImagePixels?: number;
  /** Time for one probe from its start; what isn't known then is left out. Default 10,000. */
  timeoutMs?: number;
  /** Probes at once; others wait. Default 2. */
  concurrency?: number;
}

/** Decides from the bytes of a stored object, never from its name, what it is; reads it by ranges, in little memory. */
export class MediaProber {
  private readonly limiter: Limiter;
  private readonly limits: ExaminationLimits;

  constructor(options: MediaProberOptions = {}) {
    this.limiter = new Limiter(options.concurrency ?? 2);
    this.limits = {
      maxImageBytes: options.maxImageBytes ?? 32 * 1024 * 1024,
      maxImagePixels: options.maxImagePixels ?? 64_000_000,
      timeoutMs: options.timeoutMs ?? 10_000,
    };
  }

  /** Begins to load what a probe needs, without waiting for it: called when there will soon be something to probe. */
  prepare(): void {
    // A failure shows itself to the probe, which loads again.
    loadExaminer().catch(() => undefined);
  }

  /**
   * Never fails because of the content: what is broken, oversized, unknown or active (HTML, SVG) is a FILE of
   * `application/octet-stream`. Throws `StorageError` when the object can't be read.
   */
  probe(source: ProbeSource): Promise<MediaFacts> {
    return this.limiter.run(async () => {
      if (!(await source.storage.stat(source.key)))
        throw new StorageError('NOT_FOUND', 'the object to probe is missing');
      const { examine } = await loadExaminer();
      const signal = AbortSignal.timeout(this.limits.timeoutMs);
      try {
        return await examine(source, this.limits, signal);
      } catch (error) {
        // Only reading runs into the deadline here, so asking again later may well succeed.
        if (!signal.aborted) throw error;
        throw new StorageError('STORAGE_UNAVAILABLE', 'reading an object took too long', { cause: error });
      }
    });
  }
}

/** libvips and the parsers cost 70 ms and 15 MB that a server without uploads never spends: docs/performance.md, "Start". */
const loadExaminer = (): Promise<typeof import('./media-examiner.js')> => import('./media-examiner.js');
