import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import type { UserEntity } from '../../users/entities/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { invalidCredentials } from '../auth.errors.js';
import type { ClientInfo } from '../client-info.js';
import { Passwords } from '../passwords/passwords.js';
import { SessionsService, type TokenPair } from '../sessions/sessions.service.js';
import { LoginLog } from './login-log.js';
import { LoginThrottle } from './login-throttle.js';

/** Who has signed in, and with what. */
export interface SignedIn {
  readonly pair: TokenPair;
  readonly user: UserEntity;
}

/** Opens sessions for people who know their password. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly log: LoginLog,
    private readonly throttle: LoginThrottle,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Opens a session. Unknown account and wrong password give the same answer after the same work.
   * @param identifier account number, username or e-mail address
   * @throws AppError INVALID_CREDENTIALS, RATE_LIMITED, UNAVAILABLE
   */
  async login(identifier: string, password: string, client: ClientInfo): Promise<SignedIn> {
    await this.throttle.attempt(identifier, client.address);
    const user = await this.users.findByIdentifier(identifier);
    const verified = await this.passwords.verify(user?.id ?? null, password);
    if (!user || verified === null) {
      this.log.failure(user?.id ?? null, client);
      throw invalidCredentials();
    }
    const renewed = await this.passwords.renewed(verified, password);
    const pair = await this.unitOfWork.run(async (tx) => {
      if (!(await this.passwords.lockUnchanged(tx, user.id, verified))) throw invalidCredentials();
      if (renewed !== null) await this.passwords.renew(tx, user.id, renewed);
      await this.log.success(tx, user.id, client);
      return this.sessions.open(tx, user.id, client);
    });
    await this.throttle.succeeded(identifier, client.address);
    return { pair, user };
  }
}
