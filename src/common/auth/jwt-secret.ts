import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { StartError } from '../errors/start-error.js';

const FILE = 'jwt-secret';
const MIN_LENGTH = 32;

/**
 * The secret that signs tokens: JWT_SECRET, or one that is made once, readable by its owner only, and kept in DATA_DIR
 * (single node). Other uses derive keys of their own from it (HKDF, RFC 5869), so that no two uses share one.
 */
@Injectable()
export class JwtSecret {
  readonly value: string;
  /**
   * The same for signing and verifying: given as text, jsonwebtoken first tries to read it as a public key, at 50 times
   * the cost of the verification itself.
   */
  readonly key: KeyObject;

  constructor(config: Config) {
    this.value = config.settings.JWT_SECRET ?? keptSecret(config.dataDir);
    this.key = createSecretKey(this.value, 'utf8');
  }

  /** A key of 256 bits for one purpose. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.value, 'wireside', purpose, 32));
  }
}

function keptSecret(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, FILE);
  const existing = read(path);
  if (existing !== null) return existing;
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  write(temporary, randomBytes(48).toString('base64url'));
  try {
    // A link never replaces: of two processes that start at once, one makes the secret and both use it.
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(temporary);
  }
  const kept = read(path);
  if (kept === null) throw new Error(`${path} can't be read`);
  return kept;
}

function read(path: string): string | null {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret.length < MIN_LENGTH)
      throw new StartError(`${path} is damaged: remove it, and everybody has to sign in again, or set JWT_SECRET`);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function write(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
