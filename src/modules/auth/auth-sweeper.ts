import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../common/config/config.js';
import { Database } from '../../common/database/database.js';
import { CHUNK, placeholders } from '../../common/database/dialect.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LOGIN_LOG_DAYS = 180;

interface Stale {
  readonly table: string;
  readonly key: string;
  /** Rows whose `column` is below `before` can go. */
  readonly column: string;
  readonly before: number;
}

/** Removes, every hour, what has expired: every node does, in small steps that don't mind one another. */
@Injectable()
export class AuthSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Auth');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.sweep().catch((error: unknown) => this.logger.warn({ err: error }, 'sweeping failed'));
    }, HOUR_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Removes everything that has expired. */
  async sweep(): Promise<void> {
    const now = await this.database.now();
    const sessionLifeMs = this.config.settings.REFRESH_TOKEN_TTL_SECONDS * 1000;
    const stale: Stale[] = [
      { table: 'sessions', key: 'id', column: 'expires_at', before: now - DAY_MS },
      { table: 'sessions', key: 'id', column: 'ended_at', before: now - DAY_MS },
      // Kept this long to notice a stolen one; an older one would have expired anyway. Those of sessions that are gone, too.
      { table: 'refresh_tokens', key: 'token_hash', column: 'used_at', before: now - sessionLifeMs },
      { table: 'refresh_tokens', key: 'token_hash', column: 'issued_at', before: now - sessionLifeMs - DAY_MS },
      { table: 'password_resets', key: 'token_hash', column: 'expires_at', before: now - DAY_MS },
      { table: 'login_log', key: 'id', column: 'attempted_at', before: now - LOGIN_LOG_DAYS * DAY_MS },
    ];
    for (const each of stale) while (!this.stopped && (await this.removeSome(each)) === CHUNK);
  }

  private async removeSome({ table, key, column, before }: Stale): Promise<number> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT ${key} AS id FROM ${table} WHERE ${column} < ? LIMIT ${CHUNK}`,
      [before],
    );
    const ids = rows.map((row) => row.id);
    if (ids.length > 0)
      await this.unitOfWork.run((tx) => tx.execute(`DELETE FROM ${table} WHERE ${key} IN (${placeholders(ids)})`, ids));
    return ids.length;
  }
}
