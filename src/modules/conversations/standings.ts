import { Injectable } from '@nestjs/common';
import { GroupedReads } from '../../common/async/grouped-reads.js';
import { Database } from '../../common/database/database.js';
import { placeholders } from '../../common/database/dialect.js';
import type { ConversationGrant } from './conversation-grant.js';
import { CONVERSATION_COLUMNS, PARTICIPANT_COLUMNS, type Row } from './conversation.rows.js';
import { grantFrom } from './participants.repository.js';

/** Each may be in thousands of conversations, whose rows are held at the same time. */
const USERS_PER_QUERY = 20;

/** Where a user stands. */
export interface Standing {
  /** Milliseconds since 1970 by the database's clock, not later than what else is told. */
  readonly now: number;
  /** The newest revision of the user's own feed. */
  readonly userHead: number;
  /** Every conversation the user is or was in, deleted ones included. */
  readonly grants: ConversationGrant[];
}

/** One conversation of a user, with what is the same in all rows of the user. */
interface StandingRow extends Row {
  readonly now: number;
  readonly user_head: number | null;
}

/** Reads where users stand: what a resume begins with. */
@Injectable()
export class Standings {
  private readonly reads = new GroupedReads<Standing>((ids) => this.readMany(ids), { maxGroup: USERS_PER_QUERY });

  constructor(private readonly database: Database) {}

  /**
   * The user's conversations, the head of the user's own feed and the time, as of one moment: in one statement instead of
   * three (docs/performance.md), and together with others who come back at the same time.
   */
  async of(userId: string): Promise<Standing> {
    // Of one who has no account nothing is found in a group.
    return (await this.reads.load(userId)) ?? this.readOne(userId);
  }

  private async readMany(userIds: readonly string[]): Promise<Map<string, Standing>> {
    const [only, another] = userIds;
    if (only !== undefined && another === undefined) return new Map([[only, await this.readOne(only)]]);
    const rows = await this.database.query<StandingRow & { readonly asker: string }>(
      `SELECT u.id AS asker, ${this.columns()}
       FROM users u
       LEFT JOIN user_feeds f ON f.user_id = u.id
       LEFT JOIN participants p ON p.user_id = u.id
       LEFT JOIN conversations c ON c.id = p.conversation_id
       WHERE u.id IN (${placeholders(userIds)})`,
      userIds,
    );
    const byAsker = new Map<string, StandingRow[]>();
    for (const row of rows) {
      const own = byAsker.get(row.asker);
      if (own) own.push(row);
      else byAsker.set(row.asker, [row]);
    }
    return new Map([...byAsker].map(([id, own]) => [id, standingFrom(own)]));
  }

  private async readOne(userId: string): Promise<Standing> {
    const rows = await this.database.query<StandingRow>(
      `SELECT ${this.columns()}
       FROM (SELECT 1 AS one) AS always
       LEFT JOIN user_feeds f ON f.user_id = ?
       LEFT JOIN participants p ON p.user_id = ?
       LEFT JOIN conversations c ON c.id = p.conversation_id`,
      [userId, userId],
    );
    return standingFrom(rows);
  }

  private columns(): string {
    return `${this.database.dialect.startMs} AS now, f.revision AS user_head, ${CONVERSATION_COLUMNS}, ${PARTICIPANT_COLUMNS}`;
  }
}

const standingFrom = (rows: readonly StandingRow[]): Standing => ({
  now: Number(rows[0]?.now),
  userHead: Number(rows[0]?.user_head ?? 0),
  grants: rows.filter((row) => row.c_id !== null).map(grantFrom),
});
