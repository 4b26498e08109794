import type { MediaKind } from '../media/content-types.js';
import type { LocalObjectStorage } from './local-object-storage.js';

/** How an object may leave the server. */
export interface DownloadGrant {
  contentType: string;
  fileName: string;
  kind: MediaKind;
  /** Honoured for raster images alone. */
  inlineAllowed: boolean;
}

export interface FileRouteLogger {
  error(details: object, message: string): void;
}

export interface LocalStorageRoutesOptions {
  storage: LocalObjectStorage;
  /** Upper bound in bytes of any upload, whatever its token says. */
  maxBytes: number;
  logger?: FileRouteLogger;
  /** What is known about an object; null when it must not be served (any more). Runs at every request. */
  authorizeDownload: (key: string) => Promise<DownloadGrant | null>;
  /** Default 64. */
  maxConcurrentUploads?: number;
  /** An upload that sends nothing for so long is cut. Default 30,000. */
  uploadIdleTimeoutMs?: number;
  /** Longest duration of an upload. Default 15 minutes. */
  uploadTimeoutMs?: number;
}
