import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { Transaction } from '../../../common/database/transaction.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import type { Page } from '../../../common/graphql/connection.js';
import type { PageArgs } from '../../../common/graphql/page.args.js';
import { BackgroundWork } from '../background-work.js';
import type { ClientInfo } from '../client-info.js';
import type { LoginAttemptEntity } from '../entities/login-attempt.entity.js';
import { LoginLogRepository } from './login-log.repository.js';

const NOBODY = '';

/** The log of sign-ins, which its owner can read. */
@Injectable()
export class LoginLog {
  constructor(
    private readonly attempts: LoginLogRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly background: BackgroundWork,
  ) {}

  async success(tx: Transaction, userId: string, client: ClientInfo): Promise<void> {
    await this.attempts.add(tx, userId, client, true);
  }

  /**
   * Written after the answer, and for nobody (null) written and taken back: a commit that delays the answer, or the next
   * one, for existing accounts only would tell which exist.
   */
  failure(userId: string | null, client: ClientInfo): void {
    this.background.start('logging a sign-in', () =>
      this.unitOfWork.run(async (tx) => {
        await this.attempts.add(tx, userId ?? NOBODY, client, false);
        if (userId === null) await this.attempts.removeAll(tx, NOBODY);
      }),
    );
  }

  /** The viewer's sign-ins, the latest first. */
  page(viewer: Viewer, args: PageArgs): Promise<Page<LoginAttemptEntity>> {
    return this.attempts.page(viewer.userId, args);
  }
}
