import { fileTypeFromTokenizer } from 'file-type';
import { StorageError } from '../storage/storage-error.js';
import { probeAudioVideo } from './av-probe.js';
import { inertContentType, OPAQUE_TYPE, RASTER_IMAGE_TYPES } from './content-types.js';
import { probeImage } from './image-probe.js';
import type { ExaminationLimits, MediaFacts, ProbeSource } from './media-facts.js';
import { readRange, StorageTokenizer } from './storage-tokenizer.js';

const OPAQUE: MediaFacts = { kind: 'FILE', contentType: OPAQUE_TYPE, width: null, height: null, durationMs: null };
const SNIFF_BYTES = 1024 * 1024;
const PARSE_BYTES = 32 * 1024 * 1024;

/** What the bytes of an object say; the parsers are behind this file, so that `MediaProber` can load them when needed. */
export async function examine(
  { storage, key, size }: ProbeSource,
  limits: ExaminationLimits,
  signal: AbortSignal,
): Promise<MediaFacts> {
  if (size === 0) return OPAQUE;
  const open = (maxBytes: number) => () => new StorageTokenizer(storage, key, size, { maxBytes, signal });
  const sniffed = await sniffType(open(SNIFF_BYTES)(), signal);
  if (RASTER_IMAGE_TYPES.has(sniffed)) {
    if (size > limits.maxImageBytes) return OPAQUE;
    const bytes = await readRange(storage, key, 0, size, signal);
    const timeoutSeconds = Math.ceil(limits.timeoutMs / 1000);
    const image = await probeImage(bytes, sniffed, { maxPixels: limits.maxImagePixels, timeoutSeconds });
    return image ? { ...OPAQUE, kind: 'IMAGE', ...image } : OPAQUE;
  }
  if (/^(?:audio|video)\//.test(sniffed)) return probeAudioVideo(open(PARSE_BYTES), sniffed);
  return { ...OPAQUE, contentType: inertContentType(sniffed) };
}

/** The type that the signature tells; animated PNG counts as PNG, which it is for every reader. */
async function sniffType(tokenizer: StorageTokenizer, signal: AbortSignal): Promise<string> {
  try {
    const type = await fileTypeFromTokenizer(tokenizer);
    const mime = type?.mime ?? OPAQUE_TYPE;
    return mime === 'image/apng' ? 'image/png' : mime;
  } catch (error) {
    if (error instanceof StorageError || signal.aborted) throw error;
    return OPAQUE_TYPE;
  }
}
