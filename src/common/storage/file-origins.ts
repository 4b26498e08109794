import type { Config } from '../config/config.js';
import { parseStorageUrl } from './storage-url.js';

/** The origins that browsers send attachments to and fetch them from, besides the server that gave them the page. */
export function fileOrigins(config: Pick<Config, 'settings'>): string[] {
  const storage = parseStorageUrl(config.settings.STORAGE_URL ?? '');
  if (!storage) return [];
  const { bucket, region, forcePathStyle } = storage;
  const endpoint = new URL(storage.publicEndpoint ?? storage.endpoint ?? `https://s3.${region}.amazonaws.com`);
  // The way S3 is addressed unless the path names the bucket, which it does when no certificate could.
  if (!forcePathStyle && !bucket.includes('.')) endpoint.host = `${bucket}.${endpoint.host}`;
  return [endpoint.origin];
}
