import { link, mkdir, open, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { errnoOf, fromWriteError, StorageError } from './storage-error.js';

/**
 * Writes a stream to a new file and waits until the disk has it; resolves to the number of bytes.
 * More than `maxBytes` throws `TOO_LARGE`. Neither the source nor a half-written file is cleaned up here.
 */
export async function writeDurably(path: string, source: Readable, maxBytes: number): Promise<number> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    throw fromWriteError(error, 'creating a file');
  });
  let size = 0;
  try {
    // The source may be a request whose socket still has to carry the refusal, so it must survive.
    for await (const chunk of source.iterator({ destroyOnReturn: false })) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size > maxBytes) throw new StorageError('TOO_LARGE', `more than ${maxBytes} bytes came`);
      await writeAll(file, bytes);
    }
    await file.sync().catch((error: unknown) => {
      throw fromWriteError(error, 'syncing a file');
    });
    return size;
  } finally {
    await file.close().catch(() => undefined);
  }
}

/**
 * Gives a finished temporary file its final name, atomically and durably; throws `ALREADY_EXISTS` rather than replace.
 */
export async function publishFile(temporary: string, target: string): Promise<void> {
  const folder = dirname(target);
  try {
    const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 });
    // A hard link, unlike a rename, never replaces: of two racing writers, also of two processes, one wins.
    await link(temporary, target).catch((error: unknown) => {
      if (errnoOf(error) === 'EEXIST') throw new StorageError('ALREADY_EXISTS', 'the object exists', { cause: error });
      return withoutHardLinks(error, temporary, target);
    });
    await syncDirectory(folder);
    if (firstMade !== undefined) {
      for (let made = folder; made.length >= firstMade.length; made = dirname(made)) await syncDirectory(dirname(made));
    }
  } catch (error) {
    throw fromWriteError(error, 'publishing a file');
  }
}

/** Makes creations, renames and deletions in a folder survive a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows can't open folders; its file systems journal names by themselves.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function withoutHardLinks(error: unknown, temporary: string, target: string): Promise<void> {
  if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errnoOf(error))) throw error;
  const existing = await stat(target).catch(() => null);
  if (existing) throw new StorageError('ALREADY_EXISTS', 'the object exists');
  await rename(temporary, target);
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  try {
    for (let offset = 0; offset < bytes.length;) {
      offset += (await file.write(bytes, offset, bytes.length - offset)).bytesWritten;
    }
  } catch (error) {
    throw fromWriteError(error, 'writing a file');
  }
}

/** Removes a file if it is there. */
export async function removeQuietly(path: string): Promise<void> {
  await unlink(path).catch(() => undefined);
}
