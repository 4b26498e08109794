import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { invalidInput, unauthenticated } from '../../common/errors/app-error.js';
import type { Page } from '../../common/graphql/connection.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import { policies } from '../../common/rate-limits/policies.js';
import { RateLimiter } from '../../common/rate-limits/rate-limiter.js';
import type { UserEntity } from './entities/user.entity.js';
import { ACCOUNT_NUMBER, USERNAME } from './users.policy.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** One person, named in exactly one way. */
export interface PersonName {
  readonly id?: string | null;
  readonly username?: string | null;
  readonly accountNumber?: string | null;
}

/** The directory of people, as signed-in users may look through it. */
@Injectable()
export class DirectoryService {
  constructor(
    private readonly users: UsersService,
    private readonly repository: UsersRepository,
    private readonly limiter: RateLimiter,
  ) {}

  /** @throws AppError UNAUTHENTICATED when the account was deleted a moment ago */
  async me(viewer: Viewer): Promise<UserEntity> {
    const user = await this.users.findById(viewer.userId);
    if (!user) throw unauthenticated();
    return user;
  }

  /**
   * The person, or null when there is none.
   * @throws AppError INVALID_INPUT unless exactly one name is given, RATE_LIMITED
   */
  async find(viewer: Viewer, { id, username, accountNumber }: PersonName): Promise<UserEntity | null> {
    const given = [id, username, accountNumber].filter((name) => typeof name === 'string');
    if (given.length !== 1) throw invalidInput('id', 'exactlyOne', 'give exactly one of id, username, accountNumber');
    if (typeof id === 'string') return this.users.findById(id);
    await this.limiter.consume(policies.lookUpUser, viewer.userId);
    const name = (username ?? accountNumber ?? '').trim();
    // Each argument finds by its own kind of name only.
    return (typeof username === 'string' ? USERNAME : ACCOUNT_NUMBER).test(name)
      ? this.users.findByIdentifier(name)
      : null;
  }

  /**
   * People in the order of their nicknames, those whose nickname, username or account number begins with `search`.
   * @throws AppError INVALID_CURSOR, INVALID_INPUT, RATE_LIMITED
   */
  async page(viewer: Viewer, args: PageArgs & { readonly search?: string | null }): Promise<Page<UserEntity>> {
    await this.limiter.consume(policies.lookUpUser, viewer.userId);
    return this.repository.page(args.search ?? '', args);
  }
}
