import { setImmediate as nextTurn } from 'node:timers/promises';
import { AbstractTokenizer, EndOfStreamError, type IRandomAccessFileInfo, type IReadChunkOptions } from 'strtok3';
import type { ObjectStorage } from '../storage/object-storage.js';

const BLOCK_BYTES = 128 * 1024;
const CACHED_BLOCKS = 8;
// A parser that is told to allocate more than this by a length field reads an attack, not a header.
const MAX_TOKEN_BYTES = 4 * 1024 * 1024;
const READS_A_TURN = 512;

/** Thrown when a parser asks for more of an object than its probe may read. */
export class ProbeBudgetError extends Error {}

/**
 * Random access to a stored object for the format parsers (file-type, music-metadata): reads blocks by range requests,
 * keeps a few, and stops at a budget of bytes or when the signal fires, whatever the parser is talked into.
 */
export class StorageTokenizer extends AbstractTokenizer {
  override fileInfo: IRandomAccessFileInfo;
  private readonly blocks = new Map<number, Buffer>();
  private bytesRead = 0;
  private reads = 0;

  constructor(
    private readonly storage: ObjectStorage,
    private readonly key: string,
    private readonly size: number,
    private readonly limits: { maxBytes: number; signal: AbortSignal },
  ) {
    super({ maxBufferSize: MAX_TOKEN_BYTES });
    this.fileInfo = { size };
  }

  override supportsRandomAccess(): boolean {
    return true;
  }

  setPosition(position: number): void {
    this.validateLength(position, 'position');
    this.position = position;
  }

  override async readBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { position } = this.normalizeOptions(target, options);
    const count = await this.peekBuffer(target, options);
    this.position = position + count;
    return count;
  }

  override async peekBuffer(target: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { length, position, mayBeLess } = this.normalizeOptions(target, options);
    const available = Math.max(0, Math.min(length, this.size - position));
    if (available < length && !mayBeLess) throw new EndOfStreamError();
    let copied = 0;
    while (copied < available) {
      const at = position + copied;
      const block = await this.block(Math.floor(at / BLOCK_BYTES));
      const offset = at % BLOCK_BYTES;
      const part = block.subarray(offset, offset + available - copied);
      if (part.length === 0) throw new EndOfStreamError();
      target.set(part, copied);
      copied += part.length;
    }
    return copied;
  }

  private async block(index: number): Promise<Buffer> {
    // Reads from the cache never leave the microtask queue: without a pause neither the deadline nor anyone else gets a turn.
    this.reads += 1;
    if (this.reads % READS_A_TURN === 0) await nextTurn();
    this.limits.signal.throwIfAborted();
    const cached = this.blocks.get(index);
    if (cached) return cached;
    if (this.bytesRead >= this.limits.maxBytes) throw new ProbeBudgetError('the probe has read enough');
    const start = index * BLOCK_BYTES;
    const block = await readRange(this.storage, this.key, start, BLOCK_BYTES, this.limits.signal);
    this.bytesRead += block.length;
    this.blocks.set(index, block);
    const [oldest] = this.blocks.keys();
    if (this.blocks.size > CACHED_BLOCKS && oldest !== undefined) this.blocks.delete(oldest);
    return block;
  }
}

/** Reads a part of an object into memory; stops with the signal's reason when it fires. */
export async function readRange(
  storage: ObjectStorage,
  key: string,
  start: number,
  length: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const stream = await storage.openRead(key, { start, end: start + length - 1 });
  const stop = () => stream.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
}
