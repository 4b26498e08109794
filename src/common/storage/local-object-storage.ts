import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Clock } from '../time/clock.js';
import { sanitizeFileName, shortenFileName } from '../media/file-name.js';
import { publishFile, removeQuietly, syncDirectory, writeDurably } from './durable-file.js';
import { assertObjectKey } from './object-key.js';
import {
  assertByteRange,
  assertByteSize,
  ObjectStorage,
  type ByteRange,
  type DownloadUrlRequest,
  type UploadTarget,
} from './object-storage.js';
import { StorageTokenSigner, type StorageGrant } from './signed-token.js';
import { fromFileSystemError, fromWriteError, StorageError } from './storage-error.js';

export interface LocalObjectStorageOptions {
  /** Folder for the objects; made when missing, readable by the server's user alone. */
  rootDir: string;
  /** Origin (and path prefix, if any) under which clients reach the server's `/files` routes. */
  publicUrl: string;
  /** At least 32 characters; the same on all nodes that share the folder. */
  signingSecret: string;
  clock: Clock;
}

const TEMPORARY_DIR = '.incoming';
const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;
// Cosmetic part of the URL; routers refuse path parts beyond 100 characters.
const URL_NAME_BYTES = 90;

/** `ObjectStorage` on a local folder; `registerLocalStorageRoutes` serves the URLs that it hands out. */
export class LocalObjectStorage extends ObjectStorage {
  private readonly signer: StorageTokenSigner;
  private readonly publicUrl: string;
  private prepared: Promise<void> | undefined;

  constructor(private readonly options: LocalObjectStorageOptions) {
    super();
    this.signer = new StorageTokenSigner(options.signingSecret);
    this.publicUrl = options.publicUrl.replace(/\/+$/, '');
  }

  /** Makes the folders and removes what crashed uploads left; called by the first write, or at start to fail early. */
  prepare(): Promise<void> {
    this.prepared ??= this.makeFolders().catch((error: unknown) => {
      this.prepared = undefined;
      throw fromWriteError(error, 'preparing the storage folder');
    });
    return this.prepared;
  }

  override async createUploadTarget(request: { key: string; size: number; expiresAt: Date }): Promise<UploadTarget> {
    assertObjectKey(request.key);
    assertByteSize(request.size);
    const { key, size, expiresAt } = request;
    const token = this.signer.sign({ purpose: 'upload', key, size, expiresAtMs: expiresAt.getTime() });
    return {
      url: `${this.publicUrl}/files/upload/${token}`,
      method: 'PUT',
      headers: [{ name: 'Content-Type', value: 'application/octet-stream' }],
      expiresAt,
    };
  }

  override async createDownloadUrl(request: DownloadUrlRequest): Promise<string> {
    assertObjectKey(request.key);
    const token = this.signer.sign({
      purpose: 'download',
      key: request.key,
      expiresAtMs: request.expiresAt.getTime(),
    });
    const name = shortenFileName(sanitizeFileName(request.fileName), URL_NAME_BYTES);
    return `${this.publicUrl}/files/${token}/${encodeURIComponent(name)}`;
  }

  /** The grant of an authentic token and whether its time is over; null for a forged one or one of another purpose. */
  verifyToken(token: string, purpose: StorageGrant['purpose']): { grant: StorageGrant; isExpired: boolean } | null {
    const grant = this.signer.verify(token, purpose);
    return grant && { grant, isExpired: grant.expiresAtMs <= this.options.clock.now() };
  }

  /** Whole seconds from now until a moment; negative when it is past. */
  secondsUntil(momentMs: number): number {
    return Math.floor((momentMs - this.options.clock.now()) / 1000);
  }

  override async stat(key: string): Promise<{ size: number } | null> {
    try {
      const stats = await stat(this.pathOf(key));
      return stats.isFile() ? { size: stats.size } : null;
    } catch (error) {
      const failure = fromFileSystemError(error, 'looking up an object');
      if (failure.code === 'NOT_FOUND') return null;
      throw failure;
    }
  }

  override async openRead(key: string, range?: ByteRange): Promise<Readable> {
    if (range) assertByteRange(range);
    try {
      const file = await open(this.pathOf(key), constants.O_RDONLY | constants.O_NOFOLLOW);
      return file.createReadStream(range);
    } catch (error) {
      throw fromFileSystemError(error, 'opening an object');
    }
  }

  override writeFrom(key: string, source: Readable, maxBytes: number): Promise<{ size: number }> {
    return this.write(key, source, { maxBytes });
  }

  /** Like `writeFrom`, but also refuses fewer bytes than announced with `SIZE_MISMATCH`. */
  receiveUpload(key: string, source: Readable, size: number): Promise<{ size: number }> {
    return this.write(key, source, { maxBytes: size, exactBytes: size });
  }

  override async delete(key: string): Promise<void> {
    try {
      await unlink(this.pathOf(key));
      await syncDirectory(this.folderOf(key));
    } catch (error) {
      const failure = fromFileSystemError(error, 'deleting an object');
      if (failure.code !== 'NOT_FOUND') throw failure;
    }
  }

  override async close(): Promise<void> {}

  private async write(
    key: string,
    source: Readable,
    limits: { maxBytes: number; exactBytes?: number },
  ): Promise<{ size: number }> {
    const target = this.pathOf(key);
    await this.prepare();
    if (await this.stat(key)) throw new StorageError('ALREADY_EXISTS', 'the object exists');
    const temporary = join(this.options.rootDir, TEMPORARY_DIR, randomUUID());
    try {
      const size = await writeDurably(temporary, source, limits.maxBytes);
      if (limits.exactBytes !== undefined && size !== limits.exactBytes) {
        throw new StorageError('SIZE_MISMATCH', `got ${size} bytes of ${limits.exactBytes}`);
      }
      await publishFile(temporary, target);
      return { size };
    } finally {
      await removeQuietly(temporary);
    }
  }

  // Two levels of hashed folders: time-ordered ids would otherwise all fall into one.
  private folderOf(key: string): string {
    assertObjectKey(key);
    const hash = createHash('sha256').update(key).digest('hex');
    return join(this.options.rootDir, hash.slice(0, 2), hash.slice(2, 4));
  }

  private pathOf(key: string): string {
    return join(this.folderOf(key), key);
  }

  private async makeFolders(): Promise<void> {
    const temporaryDir = join(this.options.rootDir, TEMPORARY_DIR);
    await mkdir(temporaryDir, { recursive: true, mode: 0o700 });
    for (const name of await readdir(temporaryDir)) {
      const path = join(temporaryDir, name);
      const stats = await stat(path).catch(() => null);
      // Young ones may belong to another process that writes into the same folder.
      if (stats && stats.mtimeMs < this.options.clock.now() - LEFTOVER_AGE_MS) await removeQuietly(path);
    }
  }
}
