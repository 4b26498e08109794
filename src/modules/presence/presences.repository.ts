import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';

const COLUMNS = ['user_id', 'hidden', 'last_seen_at'];

export interface KeptPresence {
  readonly hidden: boolean;
  /** Milliseconds since 1970. */
  readonly lastSeenAt: number | null;
}

/** The little of presence that is stored: nothing while somebody comes and stays, one write when they have gone. */
@Injectable()
export class PresencesRepository {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What is kept of these people; those of whom nothing is are missing. */
  async of(userIds: readonly string[]): Promise<Map<string, KeptPresence>> {
    const found = new Map<string, KeptPresence>();
    for (const ids of chunksOf(userIds)) {
      const rows = await this.database.query<{
        user_id: string;
        hidden: number | boolean;
        last_seen_at: number | null;
      }>(`SELECT user_id, hidden, last_seen_at FROM presences WHERE user_id IN (${placeholders(ids)})`, ids);
      for (const row of rows) found.set(row.user_id, { hidden: Boolean(row.hidden), lastSeenAt: row.last_seen_at });
    }
    return found;
  }

  /** Notes when people were last there. */
  async noteSeen(userIds: readonly string[], at: number): Promise<void> {
    for (const ids of chunksOf(userIds, 200))
      await this.unitOfWork.run((tx) =>
        tx.execute(
          tx.dialect.upsert('presences', COLUMNS, ['user_id'], ['last_seen_at'], ids.length),
          ids.flatMap((userId) => [userId, 0, at]),
        ),
      );
  }

  async setHidden(userId: string, hidden: boolean): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.execute(tx.dialect.upsert('presences', COLUMNS, ['user_id'], ['hidden']), [userId, hidden ? 1 : 0, null]),
    );
  }

  async forget(userId: string): Promise<void> {
    await this.unitOfWork.run((tx) => tx.execute('DELETE FROM presences WHERE user_id = ?', [userId]));
  }
}
