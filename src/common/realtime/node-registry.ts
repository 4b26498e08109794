import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { isDuplicate } from '../database/database-errors.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/dialect.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { newId } from '../ids/ids.js';

/** How often a node says that it is alive, and looks after the others. In milliseconds. */
export const HEARTBEAT_MS = 1500;
/** A node that has not said so for this long is taken for dead. In milliseconds, by the database's clock. */
export const DEAD_AFTER_MS = 6500;

/**
 * The processes that share the database: this one's id, its heartbeat, and the removal of those that stopped without
 * taking leave. With SQLite there is only one process, so whatever else is registered is dead.
 */
@Injectable()
export class NodeRegistry implements OnApplicationBootstrap, OnModuleDestroy {
  readonly id = newId();
  private readonly logger = new Logger(NodeRegistry.name);
  private readonly sweepers: (() => Promise<void>)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();
  private stopped = false;
  /** Since when this node's own heartbeat has got through without a pause. */
  private steadySince = Number.POSITIVE_INFINITY;
  private lastBeat = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Calls back after each look at the other nodes, to clear up what belongs to nodes that are no longer registered. */
  onSweep(sweeper: () => Promise<void>): void {
    this.sweepers.push(sweeper);
  }

  /**
   * Makes sure that this node is registered, for a transaction that writes what belongs to it: whatever belongs to a node
   * that is not may be cleared up at any time.
   */
  async ensure(tx: Transaction): Promise<void> {
    const found = await tx.query('SELECT id FROM nodes WHERE id = ?', [this.id]);
    if (found.length === 0) await this.insert(tx);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.register();
    if (this.database.dialect.name === 'mysql') return this.schedule();
    await this.unitOfWork.run((tx) => tx.execute('DELETE FROM nodes WHERE id <> ?', [this.id]));
    await this.clearUp();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.beating;
    await this.unitOfWork
      .run((tx) => tx.execute('DELETE FROM nodes WHERE id = ?', [this.id]))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'could not take leave; the other nodes will notice'));
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.beating = this.beat().then(() => this.schedule());
    }, HEARTBEAT_MS);
    this.timer.unref();
  }

  private async beat(): Promise<void> {
    try {
      await this.register();
      const now = performance.now();
      // After a pause, the database's or this node's own, the others must have had the time to say that they are alive.
      if (now - this.lastBeat > DEAD_AFTER_MS - HEARTBEAT_MS) this.steadySince = now;
      this.lastBeat = now;
      if (now - this.steadySince < DEAD_AFTER_MS) return;
      await this.bury();
      await this.clearUp();
    } catch (error) {
      this.logger.warn({ err: error }, 'the heartbeat failed; trying again');
    }
  }

  /** Says that this node is alive, for the first time or again, also when the others have taken it for dead. */
  private async register(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const found = await tx.execute(`UPDATE nodes SET heartbeat_at = ${tx.dialect.nowMs} WHERE id = ?`, [this.id]);
      if (found === 0) await this.insert(tx);
    });
  }

  private async insert(tx: Transaction): Promise<void> {
    const { nowMs } = tx.dialect;
    try {
      await tx.execute(`INSERT INTO nodes (id, started_at, heartbeat_at) VALUES (?, ${nowMs}, ${nowMs})`, [this.id]);
    } catch (error) {
      // Another transaction of this process was faster.
      if (!isDuplicate(error)) throw error;
    }
  }

  private async bury(): Promise<void> {
    const before = (await this.database.now()) - DEAD_AFTER_MS;
    const dead = await this.database.query<{ id: string }>('SELECT id FROM nodes WHERE heartbeat_at < ? AND id <> ?', [
      before,
      this.id,
    ]);
    if (dead.length === 0) return;
    const ids = dead.map(({ id }) => id);
    await this.unitOfWork.run((tx) =>
      tx.execute(`DELETE FROM nodes WHERE heartbeat_at < ? AND id IN (${placeholders(ids)})`, [before, ...ids]),
    );
    this.logger.warn({ nodes: ids }, 'nodes have stopped without taking leave');
  }

  private async clearUp(): Promise<void> {
    for (const sweeper of this.sweepers) await sweeper();
  }
}
