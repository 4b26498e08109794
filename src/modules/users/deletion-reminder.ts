import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { EventBus } from '../../common/events/event-bus.js';
import './users.events.js';

const HOUR_MS = 3_600_000;
/** For how long after a deletion it is repeated, in milliseconds. */
const REMEMBERED_MS = 7 * 24 * HOUR_MS;
const MOST = 1000;

/**
 * Says again, at start and every hour, which accounts were deleted of late. `users.deleted` is handled after commit, so a
 * process that dies in between would leave the deletion half done; whoever handles it can handle it twice.
 */
@Injectable()
export class DeletionReminder implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Users');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
  ) {}

  onApplicationBootstrap(): void {
    const repeat = (): void => {
      this.running = this.remind().catch((error: unknown) =>
        this.logger.warn({ err: error }, 'could not look for deleted accounts'),
      );
    };
    this.timer = setInterval(repeat, HOUR_MS).unref();
    repeat();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Emits `users.deleted` for each account deleted within the last seven days. */
  async remind(): Promise<void> {
    const since = (await this.database.now()) - REMEMBERED_MS;
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM users WHERE deleted_at >= ? ORDER BY deleted_at LIMIT ${MOST}`,
      [since],
    );
    // One at a time: repairing must not crowd out the living.
    for (const { id } of rows) {
      if (this.stopped) return;
      await this.events.publishAndWait({ name: 'users.deleted', payload: { userId: id } });
    }
  }
}
