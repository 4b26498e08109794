import { parseFromTokenizer, type IAudioMetadata } from 'music-metadata';
import { StorageError } from '../storage/storage-error.js';
import { readIsoMovie } from './iso-media.js';
import type { StorageTokenizer } from './storage-tokenizer.js';

export interface AudioVideoFacts {
  kind: 'AUDIO' | 'VIDEO';
  contentType: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
}

interface Streams {
  isSoundOnly: boolean;
  width: number | null;
  height: number | null;
  durationMs: number | null;
}

const ISO_TYPES = new Set([
  'video/mp4',
  'video/quicktime',
  'video/3gpp',
  'video/3gpp2',
  'video/x-m4v',
  'audio/mp4',
  'audio/x-m4a',
]);
// Formats without a duration in their header are read through only when that is cheap.
const FULL_SCAN_BYTES = 16 * 1024 * 1024;
const MAX_DURATION_MS = 2 ** 31 - 1;

/**
 * What a sound or film file tells about itself. Its kind stands by its signature, except that a container with nothing but
 * sound is AUDIO; whatever can't be read, within the tokenizer's limits, is null.
 */
export async function probeAudioVideo(open: () => StorageTokenizer, sniffedType: string): Promise<AudioVideoFacts> {
  const streams = ISO_TYPES.has(sniffedType) ? await readIso(open, sniffedType) : await readOther(open, sniffedType);
  const isVideo = sniffedType.startsWith('video/') && !streams.isSoundOnly;
  const hasDuration = streams.durationMs !== null && streams.durationMs > 0 && streams.durationMs <= MAX_DURATION_MS;
  return {
    kind: isVideo ? 'VIDEO' : 'AUDIO',
    contentType: isVideo ? sniffedType : sniffedType.replace('video/', 'audio/'),
    width: isVideo ? streams.width : null,
    height: isVideo ? streams.height : null,
    durationMs: hasDuration ? streams.durationMs : null,
  };
}

// music-metadata knows only the duration of sound tracks and always claims one: the index itself is asked first.
async function readIso(open: () => StorageTokenizer, sniffedType: string): Promise<Streams> {
  const movie = await readIsoMovie(open());
  const durationMs = movie.durationMs ?? durationOf(await readMetadata(open(), sniffedType));
  return { ...movie, durationMs, isSoundOnly: movie.hasSound && !movie.hasPicture };
}

async function readOther(open: () => StorageTokenizer, sniffedType: string): Promise<Streams> {
  const metadata = await readMetadata(open(), sniffedType);
  const tracks = metadata?.format.trackInfo ?? [];
  const picture = tracks.find((track) => track.video)?.video;
  return {
    isSoundOnly: !picture && tracks.some((track) => track.audio),
    ...sidesOf(picture?.displayWidth ?? picture?.pixelWidth, picture?.displayHeight ?? picture?.pixelHeight),
    durationMs: durationOf(metadata),
  };
}

async function readMetadata(tokenizer: StorageTokenizer, sniffedType: string): Promise<IAudioMetadata | null> {
  tokenizer.fileInfo.mimeType = sniffedType;
  const duration = tokenizer.fileInfo.size <= FULL_SCAN_BYTES;
  try {
    return await parseFromTokenizer(tokenizer, { duration, skipCovers: true, mkvUseIndex: true });
  } catch (error) {
    if (error instanceof StorageError) throw error;
    return null;
  }
}

function sidesOf(width: unknown, height: unknown): { width: number | null; height: number | null } {
  const isSide = (side: unknown): side is number =>
    Number.isInteger(side) && Number(side) > 0 && Number(side) <= 32_768;
  return isSide(width) && isSide(height) ? { width, height } : { width: null, height: null };
}

function durationOf(metadata: IAudioMetadata | null): number | null {
  const seconds = metadata?.format.duration;
  return seconds === undefined || !Number.isFinite(seconds) ? null : Math.round(seconds * 1000);
}
