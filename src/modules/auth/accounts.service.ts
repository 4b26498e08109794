import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Transaction } from '../../common/database/transaction.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { forbidden } from '../../common/errors/app-error.js';
import { ProfilesService } from '../users/profiles.service.js';
import { wrongPassword } from './auth.errors.js';
import { PasswordCheck } from './passwords/password-check.js';
import { Passwords } from './passwords/passwords.js';
import { SessionsService } from './sessions/sessions.service.js';
import { LoginLogRepository } from './sign-in/login-log.repository.js';

/** Deletes accounts. Profile, password, sessions and sign-in log go in one transaction; other modules follow by event. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly check: PasswordCheck,
    private readonly passwords: Passwords,
    private readonly log: LoginLogRepository,
    private readonly sessions: SessionsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Deletes the viewer's own account.
   * @throws AppError INVALID_CREDENTIALS, RATE_LIMITED, UNAVAILABLE
   */
  async deleteOwn(viewer: Viewer, password: string): Promise<void> {
    const verified = await this.check.verify(viewer, password);
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.passwords.lockUnchanged(tx, viewer.userId, verified))) throw wrongPassword();
      await this.erase(tx, viewer.userId);
    });
  }

  /**
   * Deletes anybody's account; the viewer must be an administrator.
   * @throws AppError FORBIDDEN, NOT_FOUND
   */
  async deleteAsAdmin(viewer: Viewer, userId: string): Promise<void> {
    if (!viewer.isAdmin) throw forbidden('admin');
    await this.unitOfWork.run((tx) => this.erase(tx, userId));
  }

  private async erase(tx: Transaction, userId: string): Promise<void> {
    await this.passwords.remove(tx, userId);
    await this.profiles.erase(tx, userId);
    await this.log.removeAll(tx, userId);
    await this.sessions.endOthers(tx, userId, null);
  }
}
