import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { policies } from '../../../common/rate-limits/policies.js';
import { RateLimiter } from '../../../common/rate-limits/rate-limiter.js';

/** Identifiers that mean the same account share a key; hashed, so that no store of throttles holds addresses. */
export const accountKey = (identifier: string): string =>
  createHash('sha256').update(identifier.trim().normalize('NFKC').toLowerCase()).digest('base64url');

/** Slows guessing of passwords: per account and address, per account, and per address, on all nodes together. */
@Injectable()
export class LoginThrottle {
  constructor(private readonly limiter: RateLimiter) {}

  /**
   * Counts an attempt before it is made, whether or not the account exists.
   * @throws AppError RATE_LIMITED
   */
  async attempt(identifier: string, address: string): Promise<void> {
    const key = accountKey(identifier);
    await this.limiter.consume(policies.loginAddress, address);
    await this.limiter.consume(policies.loginAccountAddress, `${key}:${address}`);
    await this.limiter.consume(policies.loginAccount, key);
  }

  /** Forgets the wrong attempts that came before a right one. */
  async succeeded(identifier: string, address: string): Promise<void> {
    const key = accountKey(identifier);
    await this.limiter.reset(policies.loginAccountAddress, `${key}:${address}`);
    await this.limiter.reset(policies.loginAccount, key);
  }
}
