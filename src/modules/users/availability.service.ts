import { Injectable } from '@nestjs/common';
import { policies } from '../../common/rate-limits/policies.js';
import { RateLimiter } from '../../common/rate-limits/rate-limiter.js';
import { emailKey, usernameKey, type IdentifierColumn } from './users.policy.js';
import { UsersRepository } from './users.repository.js';

/**
 * Tells whether a name is still free. It necessarily tells who has an account, so it is throttled per address.
 * Each method throws AppError RATE_LIMITED.
 */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly users: UsersRepository,
    private readonly limiter: RateLimiter,
  ) {}

  email(email: string, address: string): Promise<boolean> {
    return this.isFree({ column: 'email_key', value: emailKey(email) }, address);
  }

  accountNumber(accountNumber: string, address: string): Promise<boolean> {
    return this.isFree({ column: 'account_number', value: accountNumber }, address);
  }

  username(username: string, address: string): Promise<boolean> {
    return this.isFree({ column: 'username_key', value: usernameKey(username) }, address);
  }

  private async isFree(identifier: IdentifierColumn, address: string): Promise<boolean> {
    await this.limiter.consume(policies.availability, address);
    return !(await this.users.isTaken(identifier));
  }
}
