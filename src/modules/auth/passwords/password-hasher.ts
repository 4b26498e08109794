import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { unavailable } from '../../../common/errors/app-error.js';
import { newSecret } from '../../../common/ids/ids.js';
import { WorkPool } from './work-pool.js';

// Algorithm.Argon2id; the package declares it as a const enum, which separately compiled modules can't read.
const ARGON2ID = 2;

/** OWASP's recommendation (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// Each hash takes a thread of libuv's four, which file reads and DNS need too.
const AT_ONCE = 2;
const MOST_WAITING = 100;

/**
 * Hashes and verifies passwords with argon2id, two at a time; a bounded queue keeps a flood of sign-ins from taking the
 * process down. Passwords are compared in NFC, so that the same letters typed on another keyboard match.
 */
@Injectable()
export class PasswordHasher implements OnModuleInit {
  private readonly pool = new WorkPool(AT_ONCE, MOST_WAITING, () => unavailable('Sign-in'));
  private dummy = '';

  async onModuleInit(): Promise<void> {
    this.dummy = await this.hash(newSecret());
  }

  /** @throws AppError UNAVAILABLE when too many are waiting */
  hash(password: string): Promise<string> {
    return this.pool.run(() => hash(password.normalize('NFC'), PARAMETERS));
  }

  /**
   * Whether the password is the one hashed. With null, for an account that does not exist, it takes as long and says no.
   * @throws AppError UNAVAILABLE when too many are waiting
   */
  async verify(hashed: string | null, password: string): Promise<boolean> {
    const matches = await this.pool.run(() => verify(hashed ?? this.dummy, password.normalize('NFC')));
    return matches && hashed !== null;
  }

  /** Whether the hash was made with other parameters than today's, and should be renewed at the next sign-in. */
  isOutdated(hashed: string): boolean {
    const { algorithm, memoryCost, timeCost, parallelism } = parseOptions(hashed);
    return (
      Number(algorithm) !== ARGON2ID ||
      memoryCost !== PARAMETERS.memoryCost ||
      timeCost !== PARAMETERS.timeCost ||
      parallelism !== PARAMETERS.parallelism
    );
  }
}
