import { Injectable } from '@nestjs/common';
import { invalidInput } from '../../common/errors/app-error.js';
import { policies } from '../../common/rate-limits/policies.js';
import { RateLimiter } from '../../common/rate-limits/rate-limiter.js';
import { UsersService } from '../users/users.service.js';

/** How a client names a person: by exactly one of the two. */
export interface PersonInput {
  readonly userId?: string | null;
  readonly identifier?: string | null;
}

/** Finds the person whom a viewer wants in a list of theirs. */
@Injectable()
export class People {
  constructor(
    private readonly users: UsersService,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * The id of somebody other than the viewer. Every search by identifier costs a point, whether it finds or not, so
   * that nobody can harvest who has an account.
   * @throws AppError INVALID_INPUT for oneself, or unless exactly one way to name the person is used; NOT_FOUND,
   * RATE_LIMITED
   */
  async another(viewerId: string, person: PersonInput): Promise<string> {
    const userId = person.userId ?? null;
    const identifier = person.identifier ?? null;
    if (userId !== null && identifier !== null) throw invalidInput('identifier', 'exclusive');
    if (identifier !== null) return this.byIdentifier(viewerId, identifier);
    if (userId === null) throw invalidInput('userId', 'required');
    if (userId === viewerId) throw invalidInput('userId', 'self');
    return (await this.users.requireById(userId)).id;
  }

  private async byIdentifier(viewerId: string, identifier: string): Promise<string> {
    await this.limiter.consume(policies.lookUpUser, viewerId);
    const found = await this.users.requireByIdentifier(identifier);
    if (found.id === viewerId) throw invalidInput('identifier', 'self');
    return found.id;
  }
}
