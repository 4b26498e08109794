import type { ObjectStorage } from '../storage/object-storage.js';
import type { MediaKind } from './content-types.js';

/** What the content of an attachment is. */
export interface MediaFacts {
  kind: MediaKind;
  /** Safe to serve as it is; never markup or script. */
  contentType: string;
  /** Pixels, upright; null unless an image or a film that tells. */
  width: number | null;
  height: number | null;
  /** Milliseconds; null unless sound or a film that tells. */
  durationMs: number | null;
}

export interface ProbeSource {
  storage: ObjectStorage;
  key: string;
  /** Bytes. */
  size: number;
}

export interface ExaminationLimits {
  maxImageBytes: number;
  maxImagePixels: number;
  timeoutMs: number;
}
