import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../common/database/transaction.js';
import { CredentialsRepository } from './credentials.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordResetsRepository } from './password-resets.repository.js';

/** The passwords of accounts: verified outside transactions, since that is slow, and changed inside. */
@Injectable()
export class Passwords {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly resets: PasswordResetsRepository,
    private readonly hasher: PasswordHasher,
  ) {}

  /**
   * The hash that the password fits, or null. For nobody (null) it does the same work and answers null.
   * @throws AppError UNAVAILABLE when too many passwords are being verified
   */
  async verify(userId: string | null, password: string): Promise<string | null> {
    const hash = await this.credentials.hashOf(userId);
    return (await this.hasher.verify(hash, password)) ? hash : null;
  }

  /** @throws AppError UNAVAILABLE when too many passwords are being hashed */
  hash(password: string): Promise<string> {
    return this.hasher.hash(password);
  }

  /** The same password hashed with today's parameters, or null when the hash is up to date. */
  async renewed(hash: string, password: string): Promise<string | null> {
    return this.hasher.isOutdated(hash) ? this.hasher.hash(password) : null;
  }

  /**
   * Locks the password and tells whether it still is the one that was verified. It may have been changed meanwhile: who
   * knows only the old one must then not get in.
   */
  async lockUnchanged(tx: Transaction, userId: string, verifiedHash: string): Promise<boolean> {
    return (await this.credentials.lock(tx, userId)) === verifiedHash;
  }

  /** Locks the password; answers whether the user has one. Who signs in at the same time waits, and is then refused. */
  async lock(tx: Transaction, userId: string): Promise<boolean> {
    return (await this.credentials.lock(tx, userId)) !== null;
  }

  async create(tx: Transaction, userId: string, hash: string): Promise<void> {
    await this.credentials.insert(tx, userId, hash);
  }

  /** Puts a new hash of the same password in place. */
  async renew(tx: Transaction, userId: string, hash: string): Promise<void> {
    await this.credentials.replace(tx, userId, hash);
  }

  /** Sets another password; links for setting one die with it. */
  async change(tx: Transaction, userId: string, hash: string): Promise<void> {
    await this.credentials.replace(tx, userId, hash);
    await this.resets.removeAll(tx, userId);
  }

  /** Nobody can sign in to this account any more. */
  async remove(tx: Transaction, userId: string): Promise<void> {
    await this.credentials.remove(tx, userId);
    await this.resets.removeAll(tx, userId);
  }
}
