import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { pageOf, type Page } from '../../common/graphql/connection.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import { UserChangeLog } from '../../common/realtime/user-change-log.js';
import { Clock } from '../../common/time/clock.js';
import { BlocksRepository } from './blocks.repository.js';
import { ContactLists } from './contact-lists.js';
import { tooMany } from './contacts.errors.js';
import { MAX_BLOCKS } from './contacts.policy.js';
import type { BlockedUserType } from './graphql/blocked-user.type.js';
import { People } from './people.js';

/** Whom a user has blocked. Enforced by conversations; the blocked person is not told. */
@Injectable()
export class BlockList {
  constructor(
    private readonly blocks: BlocksRepository,
    private readonly lists: ContactLists,
    private readonly people: People,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: UserChangeLog,
    private readonly clock: Clock,
  ) {}

  /** The people whom the viewer has blocked, the latest first. */
  page(viewerId: string, args: PageArgs): Promise<Page<BlockedUserType>> {
    return pageOf<BlockedUserType>(args, {
      keyShape: 'ns',
      keyOf: (blocked) => [blocked.blockedAt.getTime(), blocked.userId],
      fetch: (slice) => this.blocks.slice(viewerId, slice),
    });
  }

  /**
   * Blocks a person. Blocking again changes nothing, not even since when.
   * @throws AppError NOT_FOUND for an unknown person; INVALID_INPUT for oneself; TOO_LARGE
   */
  async block(viewerId: string, userId: string): Promise<BlockedUserType> {
    const blockedUserId = await this.people.another(viewerId, { userId });
    return this.unitOfWork.run(async (tx) => {
      await this.lists.lock(tx, viewerId);
      const existing = await this.blocks.one(tx, viewerId, blockedUserId);
      if (existing) return existing;
      if ((await this.blocks.count(tx, viewerId)) >= MAX_BLOCKS) throw tooMany('blocked people', MAX_BLOCKS);
      const createdAt = this.clock.now();
      await this.blocks.insert(tx, { userId: viewerId, blockedUserId, createdAt });
      await this.changes.append(tx, viewerId, [{ kind: 'BLOCK', ref: blockedUserId }]);
      return { userId: blockedUserId, blockedAt: new Date(createdAt) };
    });
  }

  /** Takes a block back. Succeeds also when there is none, and changes nothing then. */
  async unblock(viewerId: string, userId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.blocks.delete(tx, viewerId, userId))) return;
      await this.changes.append(tx, viewerId, [{ kind: 'BLOCK', ref: userId }]);
    });
  }
}
