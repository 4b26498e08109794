import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { EventBus } from '../../../common/events/event-bus.js';
import { ObjectStorage } from '../../../common/storage/object-storage.js';
import { Clock } from '../../../common/time/clock.js';
import '../../users/users.events.js';
import './attachments.events.js';
import { UPLOAD_GRACE_MS } from './attachments.policy.js';
import { AttachmentsRepository, type SweepCandidate } from './attachments.repository.js';

const SWEEP_INTERVAL_MS = 60 * 60 * 1000;
const PAGE = 200;

/**
 * Deletes what nobody needs: at once what was recalled, hourly what was never attached and what failed before. Every
 * step may be repeated and may run on several nodes at once.
 */
@Injectable()
export class AttachmentSweeper implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Attachments');
  private readonly pending = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly storage: ObjectStorage,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.on('attachments.discarded', ({ attachmentIds }) => this.start(() => this.dispose(attachmentIds)));
    this.events.on('users.deleted', ({ userId }) => this.start(() => this.discardOf(userId)));
  }

  onApplicationBootstrap(): void {
    // Nodes that start together don't sweep together.
    this.schedule(Math.random() * SWEEP_INTERVAL_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.settled();
  }

  /** Resolves when all that was begun so far is done. */
  async settled(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  /** Deletes all that is due. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    let after: SweepCandidate = { id: '', expiresAt: 0 };
    while (!this.isStopped) {
      const page = await this.attachments.due(now, after, PAGE);
      const last = page.at(-1);
      if (!last) return;
      const ids = page.map((candidate) => candidate.id);
      await this.unitOfWork.run((tx) => this.attachments.discard(tx, ids, now));
      await this.dispose(ids);
      after = last;
    }
  }

  private schedule(delayMs: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.start(() => this.sweep());
      this.schedule(SWEEP_INTERVAL_MS);
    }, delayMs);
    this.timer.unref();
  }

  private start(work: () => Promise<void>): void {
    const running: Promise<void> = work()
      .catch((error: unknown) => this.logger.error({ err: error }, 'deleting attachments failed; it is tried again'))
      .finally(() => this.pending.delete(running));
    this.pending.add(running);
  }

  private async discardOf(userId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const attachmentIds = await this.attachments.detachOwner(tx, userId, this.clock.now());
      if (attachmentIds.length > 0) tx.emit({ name: 'attachments.discarded', payload: { attachmentIds } });
    });
  }

  /** Deletes the objects of those that are DISCARDED, then their rows. What fails stays for the next sweep. */
  private async dispose(attachmentIds: readonly string[]): Promise<void> {
    const deleted: string[] = [];
    for (const id of await this.attachments.discardedAmong(attachmentIds)) {
      try {
        await this.storage.delete(id);
        deleted.push(id);
      } catch (error) {
        this.logger.warn({ err: error, attachmentId: id }, 'an attachment could not be deleted yet');
      }
    }
    if (deleted.length === 0) return;
    const now = this.clock.now();
    await this.unitOfWork.run((tx) => this.attachments.forget(tx, deleted, now, UPLOAD_GRACE_MS));
  }
}
