import { describe, expect, it } from 'vitest';
import { parseStorageUrl } from './storage-url.js';

describe('STORAGE_URL', () => {
  it('needs no more than a bucket on AWS', () => {
    expect(parseStorageUrl('s3://my-bucket')).toEqual({
      bucket: 'my-bucket',
      region: 'us-east-1',
      forcePathStyle: false,
      conditionalWrites: true,
    });
  });

  it('names a compatible server, with the bucket in the path unless told otherwise', () => {
    const url =
      's3://chat.files?region=eu-central-1&endpoint=http://minio:9000&publicEndpoint=https://files.example.org&prefix=attachments/&conditionalWrites=false';
    expect(parseStorageUrl(url)).toEqual({
      bucket: 'chat.files',
      region: 'eu-central-1',
      endpoint: 'http://minio:9000',
      publicEndpoint: 'https://files.example.org',
      keyPrefix: 'attachments/',
      forcePathStyle: true,
      conditionalWrites: false,
    });
    expect(parseStorageUrl(`${url}&forcePathStyle=false`)).toMatchObject({ forcePathStyle: false });
  });

  it.each([
    'https://bucket',
    's3://',
    's3://Bucket_with_capitals',
    's3://bucket/folder',
    's3://key:secret@bucket',
    's3://bucket?regoin=eu-west-1',
    's3://bucket?region=EU West',
    's3://bucket?endpoint=minio:9000',
    's3://bucket?forcePathStyle=yes',
    's3://bucket?prefix=..%00',
  ])('refuses %s', (url) => {
    expect(parseStorageUrl(url)).toBeNull();
  });
});
