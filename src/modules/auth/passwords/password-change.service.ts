import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { UsersService } from '../../users/users.service.js';
import { wrongPassword } from '../auth.errors.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { PasswordCheck } from './password-check.js';
import { checkDiffersFromNames } from './password.policy.js';
import { Passwords } from './passwords.js';

/** Changes the password of somebody who knows it. */
@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly users: UsersService,
    private readonly check: PasswordCheck,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Sets the new password and ends all other sessions; answers how many.
   * @throws AppError INVALID_CREDENTIALS, INVALID_INPUT, RATE_LIMITED, UNAVAILABLE
   */
  async change(viewer: Viewer, currentPassword: string, newPassword: string): Promise<number> {
    const verified = await this.check.verify(viewer, currentPassword);
    checkDiffersFromNames(newPassword, await this.users.requireById(viewer.userId), 'newPassword');
    const hash = await this.passwords.hash(newPassword);
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.passwords.lockUnchanged(tx, viewer.userId, verified))) throw wrongPassword();
      await this.passwords.change(tx, viewer.userId, hash);
      return this.sessions.endOthers(tx, viewer.userId, viewer.sessionId);
    });
  }
}
