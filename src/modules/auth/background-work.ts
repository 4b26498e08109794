import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';

/** Work that goes on after the answer, so that how long it takes tells the client nothing. Shutdown waits for it. */
@Injectable()
export class BackgroundWork implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Auth');
  private readonly pending = new Set<Promise<void>>();

  /** Begins the work on a later turn; its failure is logged. */
  start(what: string, work: () => Promise<void>): void {
    const running = new Promise<void>((resolve) => setImmediate(resolve))
      .then(work)
      .catch((error: unknown) => this.logger.error({ err: error }, `${what} failed`))
      .finally(() => this.pending.delete(running));
    this.pending.add(running);
  }

  /** Resolves when all that has been started so far is done. */
  async settled(): Promise<void> {
    await Promise.all(this.pending);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.settled();
  }
}
