import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { policies } from '../../../common/rate-limits/policies.js';
import { RateLimiter } from '../../../common/rate-limits/rate-limiter.js';
import { UsersService } from '../../users/users.service.js';
import { invalidToken } from '../auth.errors.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { checkDiffersFromNames } from './password.policy.js';
import { Passwords } from './passwords.js';

/** Sets a new password for somebody who followed a mailed link. */
@Injectable()
export class NewPasswordService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly resets: PasswordResetsRepository,
    private readonly sessions: SessionsService,
    private readonly limiter: RateLimiter,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Uses the token up, sets the password and ends all sessions, together. A refused password leaves the token good.
   * @throws AppError INVALID_TOKEN, INVALID_INPUT, RATE_LIMITED, UNAVAILABLE
   */
  async reset(token: string, newPassword: string, address: string): Promise<void> {
    await this.limiter.consume(policies.resetPassword, address);
    const pending = await this.resets.find(token);
    const user = pending && (await this.users.findById(pending.userId));
    if (!user || user.emailKey !== pending.emailKey) throw invalidToken();
    checkDiffersFromNames(newPassword, user, 'newPassword');
    const hash = await this.passwords.hash(newPassword);
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.passwords.lock(tx, user.id)) || !(await this.resets.use(tx, token))) throw invalidToken();
      const present = await this.users.findById(user.id, tx);
      if (present?.emailKey !== pending.emailKey) throw invalidToken();
      await this.passwords.change(tx, user.id, hash);
      await this.sessions.endOthers(tx, user.id, null);
    });
  }
}
