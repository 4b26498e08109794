import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config/config.js';
import { fileOrigins } from './file-origins.js';

const originsOf = (settings: Record<string, string>): string[] => fileOrigins(parseConfig(settings));

describe('the origins of attachments', () => {
  it('are none for a local folder, whose files come from where the page does', () => {
    expect(originsOf({ PUBLIC_URL: 'https://chat.example.org/some/path' })).toEqual([]);
  });

  it.each([
    ['s3://media?region=eu-central-1', 'https://media.s3.eu-central-1.amazonaws.com'],
    ['s3://media?endpoint=http://minio:9000', 'http://minio:9000'],
    ['s3://media?endpoint=http://minio:9000&publicEndpoint=https://files.example.org', 'https://files.example.org'],
    ['s3://media?endpoint=https://r2.example.org&forcePathStyle=false', 'https://media.r2.example.org'],
  ])('are those of S3, as in %s', (STORAGE_URL, origin) => {
    expect(originsOf({ PUBLIC_URL: 'https://chat.example.org', STORAGE_URL })).toEqual([origin]);
  });
});
