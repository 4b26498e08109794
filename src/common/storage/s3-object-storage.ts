import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../time/clock.js';
import { inertContentType } from '../media/content-types.js';
import { contentDisposition } from './content-disposition.js';
import { removeQuietly, writeDurably } from './durable-file.js';
import { assertObjectKey } from './object-key.js';
import {
  assertByteRange,
  assertByteSize,
  ObjectStorage,
  type ByteRange,
  type DownloadUrlRequest,
  type UploadTarget,
} from './object-storage.js';
import { fromS3Error, statusOf } from './s3-error.js';

export interface S3ObjectStorageOptions {
  bucket: string;
  region: string;
  /** For S3-compatible servers; AWS when absent. */
  endpoint?: string;
  /** What clients reach when it differs from `endpoint` (a container's inner name, for instance). */
  publicEndpoint?: string;
  /** Bucket in the path instead of the host name; compatible servers mostly need it. */
  forcePathStyle?: boolean;
  /** The AWS default chain (environment, profile, instance role) when absent. */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** Put before every key, such as `attachments/`. */
  keyPrefix?: string;
  /** Refuse a second upload to a key (`If-None-Match: *`); switch off for servers that don't know it. Default true. */
  conditionalWrites?: boolean;
  clock: Clock;
}

type Sdk = Awaited<ReturnType<typeof loadSdk>>;
interface Connection extends Sdk {
  client: S3Client;
  signingClient: S3Client;
}

// The longest that S3 accepts (signature version 4).
const MAX_SIGNED_SECONDS = 7 * 24 * 60 * 60;
const CONNECTION_TIMEOUT_MS = 5_000;
const SOCKET_TIMEOUT_MS = 30_000;
// Without one the SDK writes warnings to the console; what matters is in the errors that it throws.
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** `ObjectStorage` on S3 or a compatible server; clients talk to it directly by presigned URLs. */
export class S3ObjectStorage extends ObjectStorage {
  private connection: Promise<Connection> | undefined;

  constructor(private readonly options: S3ObjectStorageOptions) {
    super();
  }

  override async createUploadTarget(request: { key: string; size: number; expiresAt: Date }): Promise<UploadTarget> {
    const object = this.objectOf(request.key);
    assertByteSize(request.size);
    const { signingClient, s3, presigner } = await this.connect();
    const isConditional = this.options.conditionalWrites ?? true;
    const url = await presigner.getSignedUrl(
      signingClient,
      new s3.PutObjectCommand({
        ...object,
        ContentLength: request.size,
        ...(isConditional ? { IfNoneMatch: '*' } : {}),
      }),
      { signingDate: new Date(this.options.clock.now()), expiresIn: this.secondsUntil(request.expiresAt) },
    );
    const headers = [{ name: 'Content-Type', value: 'application/octet-stream' }];
    if (isConditional) headers.push({ name: 'If-None-Match', value: '*' });
    return { url, method: 'PUT', headers, expiresAt: request.expiresAt };
  }

  override async createDownloadUrl(request: DownloadUrlRequest): Promise<string> {
    const object = this.objectOf(request.key);
    const contentType = inertContentType(request.contentType);
    const { signingClient, s3, presigner } = await this.connect();
    this.secondsUntil(request.expiresAt);
    return presigner.getSignedUrl(
      signingClient,
      new s3.GetObjectCommand({
        ...object,
        ResponseContentType: contentType,
        ResponseContentDisposition: contentDisposition({ ...request, contentType }),
        ResponseCacheControl: 'private, max-age=86400, immutable',
      }),
      // Dated back from the expiry instead of from now, so that all who ask within a window get the same URL.
      {
        signingDate: new Date(request.expiresAt.getTime() - MAX_SIGNED_SECONDS * 1000),
        expiresIn: MAX_SIGNED_SECONDS,
      },
    );
  }

  override async stat(key: string): Promise<{ size: number } | null> {
    const object = this.objectOf(key);
    const { client, s3 } = await this.connect();
    try {
      const head = await client.send(new s3.HeadObjectCommand(object));
      return { size: head.ContentLength ?? 0 };
    } catch (error) {
      const failure = fromS3Error(error, 'looking up an object');
      if (failure.code === 'NOT_FOUND') return null;
      throw failure;
    }
  }

  override async openRead(key: string, range?: ByteRange): Promise<Readable> {
    const object = this.objectOf(key);
    if (range) assertByteRange(range);
    const { client, s3 } = await this.connect();
    try {
      const Range = range && `bytes=${range.start}-${range.end}`;
      const response = await client.send(new s3.GetObjectCommand({ ...object, Range }));
      return response.Body instanceof Readable ? response.Body : Readable.from([]);
    } catch (error) {
      if (statusOf(error) === 416) return Readable.from([]);
      throw fromS3Error(error, 'opening an object');
    }
  }

  override async writeFrom(key: string, source: Readable, maxBytes: number): Promise<{ size: number }> {
    const object = this.objectOf(key);
    const { client, s3 } = await this.connect();
    // S3 wants to know the length first, and a file keeps memory flat.
    const spool = join(tmpdir(), `wireside-${randomUUID()}`);
    try {
      const size = await writeDurably(spool, source, maxBytes);
      const IfNoneMatch = (this.options.conditionalWrites ?? true) ? '*' : undefined;
      const Body = createReadStream(spool);
      try {
        await client.send(new s3.PutObjectCommand({ ...object, Body, ContentLength: size, IfNoneMatch }));
      } catch (error) {
        throw fromS3Error(error, 'storing an object');
      } finally {
        Body.destroy();
      }
      return { size };
    } finally {
      await removeQuietly(spool);
    }
  }

  override async delete(key: string): Promise<void> {
    const object = this.objectOf(key);
    const { client, s3 } = await this.connect();
    try {
      await client.send(new s3.DeleteObjectCommand(object));
    } catch (error) {
      const failure = fromS3Error(error, 'deleting an object');
      if (failure.code !== 'NOT_FOUND') throw failure;
    }
  }

  override async close(): Promise<void> {
    const connection = await this.connection?.catch(() => undefined);
    connection?.client.destroy();
    connection?.signingClient.destroy();
    this.connection = undefined;
  }

  private objectOf(key: string): { Bucket: string; Key: string } {
    assertObjectKey(key);
    return { Bucket: this.options.bucket, Key: `${this.options.keyPrefix ?? ''}${key}` };
  }

  private secondsUntil(expiresAt: Date): number {
    const seconds = Math.floor((expiresAt.getTime() - this.options.clock.now()) / 1000);
    if (seconds < 1 || seconds > MAX_SIGNED_SECONDS) throw new RangeError('expiry must be 1 second to 7 days ahead');
    return seconds;
  }

  private connect(): Promise<Connection> {
    this.connection ??= this.open();
    return this.connection;
  }

  private async open(): Promise<Connection> {
    const sdk = await loadSdk();
    const { endpoint, publicEndpoint } = this.options;
    const client = new sdk.s3.S3Client({ ...this.clientConfig(), ...(endpoint ? { endpoint } : {}) });
    const reachable = publicEndpoint ?? endpoint;
    const signingClient = new sdk.s3.S3Client({
      ...this.clientConfig(),
      ...(reachable ? { endpoint: reachable } : {}),
    });
    return { ...sdk, client, signingClient };
  }

  private clientConfig() {
    const { region, credentials, forcePathStyle } = this.options;
    return {
      region,
      ...(credentials ? { credentials } : {}),
      forcePathStyle: forcePathStyle ?? false,
      maxAttempts: 3,
      logger: SILENT,
      // Checksums by default break presigned uploads (the body is unknown when signing) and older compatible servers.
      requestChecksumCalculation: 'WHEN_REQUIRED' as const,
      responseChecksumValidation: 'WHEN_REQUIRED' as const,
      requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, socketTimeout: SOCKET_TIMEOUT_MS },
    };
  }
}

// Loaded on first use: the embedded default never needs the SDK and starts faster without it.
async function loadSdk() {
  const [s3, presigner] = await Promise.all([import('@aws-sdk/client-s3'), import('@aws-sdk/s3-request-presigner')]);
  return { s3, presigner };
}

function ignore(): void {}
