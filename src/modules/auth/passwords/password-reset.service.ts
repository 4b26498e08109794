import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { newSecret } from '../../../common/ids/ids.js';
import { policies } from '../../../common/rate-limits/policies.js';
import { RateLimiter } from '../../../common/rate-limits/rate-limiter.js';
import { UsersService } from '../../users/users.service.js';
import { BackgroundWork } from '../background-work.js';
import { accountKey } from '../sign-in/login-throttle.js';
import { PasswordMailer } from './password-mailer.js';
import { PasswordResetsRepository } from './password-resets.repository.js';

const NOBODY = '';

/** Mails links for setting a new password. */
@Injectable()
export class PasswordResetService {
  private readonly logger = new Logger('Auth');

  constructor(
    private readonly users: UsersService,
    private readonly resets: PasswordResetsRepository,
    private readonly mailer: PasswordMailer,
    private readonly limiter: RateLimiter,
    private readonly background: BackgroundWork,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Takes the request. What comes of it happens after the answer, so that neither the answer nor its time tells whether
   * the account exists. Throttles count alike for accounts that do and don't.
   * @throws AppError RATE_LIMITED
   */
  async request(identifier: string, address: string): Promise<void> {
    await this.limiter.consume(policies.requestResetAddress, address);
    await this.limiter.consume(policies.requestResetAccount, accountKey(identifier));
    this.background.start('mailing a password reset', () => this.mailLink(identifier));
  }

  private async mailLink(identifier: string): Promise<void> {
    const user = await this.users.findByIdentifier(identifier);
    if (!user || user.email === null || user.emailKey === null) {
      this.logger.debug(user ? 'password reset asked for: no e-mail address' : 'password reset asked for: no account');
      // The same commit as for others, so that not even the next answer is delayed otherwise.
      await this.unitOfWork.run(async (tx) => {
        await this.resets.insert(tx, newSecret(), { userId: NOBODY, emailKey: NOBODY });
        await this.resets.removeAll(tx, NOBODY);
      });
      return;
    }
    const token = newSecret();
    const { id: userId, email, emailKey } = user;
    await this.unitOfWork.run((tx) => this.resets.insert(tx, token, { userId, emailKey }));
    await this.mailer.resetLink(email, user.nickname, token);
  }
}
