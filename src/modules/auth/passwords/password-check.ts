import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import { policies } from '../../../common/rate-limits/policies.js';
import { RateLimiter } from '../../../common/rate-limits/rate-limiter.js';
import { wrongPassword } from '../auth.errors.js';
import { Passwords } from './passwords.js';

/** Asks a signed-in user for the password again, before what a stolen session must not be able to do. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly passwords: Passwords,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * Answers the hash that the password was verified against, to be locked in the transaction that relies on it.
   * @throws AppError INVALID_CREDENTIALS, RATE_LIMITED, UNAVAILABLE
   */
  async verify(viewer: Viewer, password: string): Promise<string> {
    await this.limiter.consume(policies.reauthenticate, viewer.userId);
    const verified = await this.passwords.verify(viewer.userId, password);
    if (verified === null) throw wrongPassword();
    await this.limiter.reset(policies.reauthenticate, viewer.userId);
    return verified;
  }
}
