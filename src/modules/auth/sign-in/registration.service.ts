import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { invalidInput } from '../../../common/errors/app-error.js';
import { policies } from '../../../common/rate-limits/policies.js';
import { RateLimiter } from '../../../common/rate-limits/rate-limiter.js';
import { ProfilesService, type NewProfile } from '../../users/profiles.service.js';
import type { ClientInfo } from '../client-info.js';
import { checkDiffersFromNames } from '../passwords/password.policy.js';
import { Passwords } from '../passwords/passwords.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { LoginLog } from './login-log.js';
import type { SignedIn } from './sign-in.service.js';

/** A new account and its password. */
export interface Registration extends NewProfile {
  readonly password: string;
  readonly passwordConfirmation?: string | null;
}

/** Makes accounts and signs them in. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly log: LoginLog,
    private readonly limiter: RateLimiter,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Makes an account with its password and a first session, all or nothing.
   * @throws AppError ACCOUNT_NUMBER_TAKEN, USERNAME_TAKEN, EMAIL_TAKEN, INVALID_INPUT, RATE_LIMITED, UNAVAILABLE
   */
  async register(registration: Registration, client: ClientInfo): Promise<SignedIn> {
    const { password, passwordConfirmation, ...profile } = registration;
    if (typeof passwordConfirmation === 'string' && !samePassword(passwordConfirmation, password))
      throw invalidInput('passwordConfirmation', 'matches');
    checkDiffersFromNames(password, profile, 'password');
    await this.limiter.consume(policies.register, client.address);
    const hash = await this.passwords.hash(password);
    return this.unitOfWork.run(async (tx) => {
      const user = await this.profiles.create(tx, profile);
      await this.passwords.create(tx, user.id, hash);
      await this.log.success(tx, user.id, client);
      return { pair: await this.sessions.open(tx, user.id, client), user };
    });
  }
}

const samePassword = (one: string, other: string): boolean => one.normalize('NFC') === other.normalize('NFC');
