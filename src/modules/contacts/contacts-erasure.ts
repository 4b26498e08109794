import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { placeholders } from '../../common/database/dialect.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { EventBus } from '../../common/events/event-bus.js';
import { UserChangeLog, type UserChange } from '../../common/realtime/user-change-log.js';
import '../users/users.events.js';

/** How many people's lists are cleared of a deleted account in one transaction. */
const OWNERS_PER_TRANSACTION = 100;

/** Erases the contacts, groups and blocks of a deleted account, and takes it out of everybody else's lists. */
@Injectable()
export class ContactsErasure implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: UserChangeLog,
  ) {}

  onModuleInit(): void {
    this.events.on('users.deleted', ({ userId }) => this.erase(userId));
  }

  /** Repeatable: what is gone already is passed over. */
  async erase(userId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      for (const table of ['contacts', 'contact_groups', 'blocks', 'contact_lists'])
        await tx.execute(`DELETE FROM ${table} WHERE user_id = ?`, [userId]);
    });
    await this.eraseFrom('contacts', 'contact_user_id', userId, { kind: 'CONTACT', ref: userId });
    await this.eraseFrom('blocks', 'blocked_user_id', userId, { kind: 'BLOCK', ref: userId });
  }

  private async eraseFrom(table: string, column: string, userId: string, change: UserChange): Promise<void> {
    for (;;) {
      const rows = await this.database.query<{ user_id: string }>(
        `SELECT user_id FROM ${table} WHERE ${column} = ? ORDER BY user_id LIMIT ${OWNERS_PER_TRANSACTION}`,
        [userId],
      );
      if (rows.length === 0) return;
      const owners = rows.map((row) => row.user_id);
      await this.unitOfWork.run(async (tx) => {
        await tx.execute(`DELETE FROM ${table} WHERE ${column} = ? AND user_id IN (${placeholders(owners)})`, [
          userId,
          ...owners,
        ]);
        await this.changes.appendMany(tx, new Map(owners.map((owner) => [owner, [change]])));
      });
    }
  }
}
