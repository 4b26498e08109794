import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import type { SessionState } from './session.records.js';
import { SessionsRepository } from './sessions.repository.js';

/** How exact "last used" is. */
const RESOLUTION_MS = 60_000;
const FLUSH_AFTER_MS = 5_000;

/**
 * Notes when sessions are used: at most once a minute each, many in one statement, never in the way of a request.
 */
@Injectable()
export class SessionActivity implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Auth');
  private touched = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  used(session: SessionState): void {
    if (session.now - session.lastUsedAt < RESOLUTION_MS) return;
    this.touched.add(session.id);
    this.timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS).unref();
  }

  /** Writes down what is noted, and resolves when it is written. */
  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const ids = [...this.touched];
    this.touched = new Set();
    if (ids.length > 0)
      this.writing = this.writing
        .then(() => this.unitOfWork.run((tx) => this.sessions.touch(tx, ids)))
        .catch((error: unknown) => this.logger.warn({ err: error }, 'the use of sessions could not be noted'));
    return this.writing;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }
}
