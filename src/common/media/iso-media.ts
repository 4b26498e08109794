import { StorageError } from '../storage/storage-error.js';
import type { StorageTokenizer } from './storage-tokenizer.js';

/** What the index of an MP4, QuickTime or 3GP file says. */
export interface IsoMovie {
  hasPicture: boolean;
  hasSound: boolean;
  width: number | null;
  height: number | null;
  durationMs: number | null;
}

interface Box {
  type: string;
  /** First byte of the content. */
  start: number;
  end: number;
}

const MAX_BOXES = 2_048;
const MAX_SIDE = 32_768;
const FIXED_POINT = 65_536;
const CONTENT_BYTES = 128;
const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'mvex']);

/**
 * Reads the movie box of an ISO base media file (ISO/IEC 14496-12); what is broken or absent stays null or false.
 * The duration is the movie's own, so that silent films have one too; the dimensions are those of the largest track.
 */
export async function readIsoMovie(tokenizer: StorageTokenizer): Promise<IsoMovie> {
  const movie: IsoMovie = { hasPicture: false, hasSound: false, width: null, height: null, durationMs: null };
  let ticksPerSecond = 0;
  try {
    for await (const { box, content } of walk(tokenizer)) {
      if (box.type === 'mvhd') {
        const header = readMovieHeader(content);
        ticksPerSecond = header.ticksPerSecond;
        movie.durationMs = toMilliseconds(header.ticks, ticksPerSecond);
      }
      // Fragmented files have their duration here instead.
      if (box.type === 'mehd') movie.durationMs ??= toMilliseconds(readTicks(content, 4), ticksPerSecond);
      if (box.type === 'tkhd') takeDimensions(movie, content);
      if (box.type === 'hdlr') {
        const handler = content.toString('latin1', 8, 12);
        movie.hasPicture ||= handler === 'vide';
        movie.hasSound ||= handler === 'soun';
      }
    }
  } catch (error) {
    if (error instanceof StorageError) throw error;
    // A broken or hostile file: what was found up to here still stands.
  }
  return movie;
}

/** All boxes that matter with the beginning of their content; a container's children come after its siblings. */
async function* walk(tokenizer: StorageTokenizer): AsyncGenerator<{ box: Box; content: Buffer }> {
  let boxesLeft = MAX_BOXES;
  const pending = [{ start: 0, end: tokenizer.fileInfo.size }];
  for (let area = pending.shift(); area; area = pending.shift()) {
    let position = area.start;
    while (position + 8 <= area.end && boxesLeft > 0) {
      boxesLeft -= 1;
      const box = await readBox(tokenizer, position, area.end);
      if (!box) break;
      if (CONTAINERS.has(box.type)) pending.push(box);
      else if (['mvhd', 'mehd', 'tkhd', 'hdlr'].includes(box.type))
        yield { box, content: await readContent(tokenizer, box) };
      position = box.end;
    }
  }
}

async function readBox(tokenizer: StorageTokenizer, position: number, limit: number): Promise<Box | null> {
  const header = Buffer.alloc(16);
  const length = await tokenizer.peekBuffer(header, { position, mayBeLess: true });
  if (length < 8) return null;
  const shortSize = header.readUInt32BE(0);
  const isLong = shortSize === 1 && length === 16;
  const size = shortSize === 0 ? limit - position : isLong ? Number(header.readBigUInt64BE(8)) : shortSize;
  const headerSize = isLong ? 16 : 8;
  if (size < headerSize || position + size > limit) return null;
  return { type: header.toString('latin1', 4, 8), start: position + headerSize, end: position + size };
}

async function readContent(tokenizer: StorageTokenizer, box: Box): Promise<Buffer> {
  const content = Buffer.alloc(Math.min(box.end - box.start, CONTENT_BYTES));
  await tokenizer.peekBuffer(content, { position: box.start });
  return content;
}

function readMovieHeader(content: Buffer): { ticksPerSecond: number; ticks: number } {
  const isLong = content[0] === 1;
  const at = isLong ? 20 : 12;
  return { ticksPerSecond: content.readUInt32BE(at), ticks: readTicks(content, at + 4) };
}

/** A duration at an offset: 64 bits in version 1 of a box, 32 bits otherwise; all bits set means unknown. */
function readTicks(content: Buffer, at: number): number {
  if (content[0] === 1) return Number(content.readBigUInt64BE(at));
  const ticks = content.readUInt32BE(at);
  return ticks === 0xffffffff ? 0 : ticks;
}

function toMilliseconds(ticks: number, ticksPerSecond: number): number | null {
  return ticks > 0 && ticksPerSecond > 0 ? Math.round((ticks / ticksPerSecond) * 1000) : null;
}

function takeDimensions(movie: IsoMovie, content: Buffer): void {
  const matrixAt = content[0] === 1 ? 52 : 40;
  if (content.length < matrixAt + 44) return;
  const width = Math.round(content.readUInt32BE(matrixAt + 36) / FIXED_POINT);
  const height = Math.round(content.readUInt32BE(matrixAt + 40) / FIXED_POINT);
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) return;
  if (width * height <= (movie.width ?? 0) * (movie.height ?? 0)) return;
  // Phones store upright films lying down, with a matrix that turns them by 90°.
  const isTurned = content.readInt32BE(matrixAt) === 0 && content.readInt32BE(matrixAt + 4) !== 0;
  [movie.width, movie.height] = isTurned ? [height, width] : [width, height];
}
