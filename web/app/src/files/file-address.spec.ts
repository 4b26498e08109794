import { describe, expect, it } from 'vitest';
import { addressFor } from './file-address.js';

describe('the address of a file', () => {
  it.each([
    ['http://localhost:3000/files/token/a.png', 'http://localhost:3000', '/files/token/a.png'],
    ['https://chat.example.org/api/files/upload/token', 'https://chat.example.org/api', '/files/upload/token'],
  ])('%s of the server at %s is one of the page', (url, publicUrl, address) => {
    expect(addressFor(url, publicUrl)).toBe(address);
  });

  it.each([
    ['https://bucket.s3.example.org/key?X-Amz-Signature=1', 'https://chat.example.org'],
    ['https://chat.example.org.elsewhere.example/files/a', 'https://chat.example.org'],
    ['http://localhost:30000/files/a', 'http://localhost:3000'],
    ['http://localhost:3000/files/a', null],
  ])('%s stays what it is beside %s', (url, publicUrl) => {
    expect(addressFor(url, publicUrl)).toBe(url);
  });
});
