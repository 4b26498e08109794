import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../config/config.js';
import { JwtSecret } from './jwt-secret.js';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'wireside-secret-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const secret = (settings: Record<string, string> = {}) =>
  new JwtSecret(parseConfig({ DATA_DIR: join(directory, 'data'), ...settings }));

describe('the secret', () => {
  it('is made once, for its owner’s eyes only, and kept', () => {
    const { value } = secret();
    const path = join(directory, 'data', 'jwt-secret');
    expect(value.length).toBeGreaterThanOrEqual(64);
    expect(readFileSync(path, 'utf8')).toBe(value);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(secret().value).toBe(value);
  });

  it('is the one that the settings give, which is not written down', () => {
    const JWT_SECRET = 'j'.repeat(40);
    expect(secret({ JWT_SECRET }).value).toBe(JWT_SECRET);
    expect(secret().value).not.toBe(JWT_SECRET);
  });

  it('is not replaced when its file is damaged', () => {
    secret();
    writeFileSync(join(directory, 'data', 'jwt-secret'), 'short');
    expect(() => secret()).toThrow(/damaged/);
  });

  it('gives every purpose a key of its own, always the same', () => {
    const one = secret();
    expect(one.derive('a')).toEqual(secret().derive('a'));
    expect(one.derive('a')).not.toEqual(one.derive('b'));
    expect(one.derive('a')).toHaveLength(32);
  });
});
