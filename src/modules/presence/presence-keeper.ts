import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../common/config/config.js';
import { EventBus } from '../../common/events/event-bus.js';
import { userFeed } from '../../common/realtime/feed-key.js';
import '../../common/realtime/realtime.events.js';
import { SocketRegistry } from '../../common/socket/socket-registry.js';
import { Clock } from '../../common/time/clock.js';
import '../users/users.events.js';
import { PresenceStore } from './presence-store.js';
import { PresencesRepository } from './presences.repository.js';

/** How long somebody may be away before they count as gone, so that a reconnecting device is no news; in milliseconds. */
const GRACE_MS = 3000;

/** Says of the people connected to this node that they are there, for as long as they are. */
@Injectable()
export class PresenceKeeper implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Presence');
  private readonly held = new Set<string>();
  private readonly leaving = new Map<string, NodeJS.Timeout>();
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: Config,
    private readonly registry: SocketRegistry,
    private readonly store: PresenceStore,
    private readonly presences: PresencesRepository,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.on('users.deleted', ({ userId }) => this.presences.forget(userId));
    const { PRESENCE, PRESENCE_EXPIRY_MS } = this.config.settings;
    if (!PRESENCE) return;
    this.registry.onPresence((userId, isThere) => (isThere ? this.come(userId) : this.goSoon(userId)));
    this.heartbeat = setInterval(() => void this.store.hold([...this.held]), PRESENCE_EXPIRY_MS / 3).unref();
    this.events.on('feed.moved', ({ feed, events }) => {
      if (feed.kind !== 'user') return;
      // Who blocks somebody is not seen by them from now on, nor sees them.
      for (const { type, data } of events ?? []) if (type === 'BLOCK') this.tell([feed.id, String(data.ref)]);
    });
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.heartbeat);
    for (const timer of this.leaving.values()) clearTimeout(timer);
    await this.go([...this.held]);
  }

  /** Asks all nodes to look again at whether these people are there, and who may know. */
  tell(userIds: readonly string[]): void {
    this.events.publish(
      userIds.map((userId) => ({
        name: 'feed.signalled' as const,
        payload: { feed: userFeed(userId), signal: { type: 'PRESENCE', data: {} } },
      })),
    );
  }

  private come(userId: string): void {
    clearTimeout(this.leaving.get(userId));
    this.leaving.delete(userId);
    if (this.held.has(userId)) return;
    this.held.add(userId);
    void this.store.hold([userId]).then(() => this.tell([userId]));
  }

  private goSoon(userId: string): void {
    const grace = Math.min(GRACE_MS, this.config.settings.PRESENCE_EXPIRY_MS / 3);
    const timer = setTimeout(() => {
      this.leaving.delete(userId);
      void this.go([userId]);
    }, grace);
    this.leaving.set(userId, timer.unref());
  }

  private async go(userIds: readonly string[]): Promise<void> {
    if (userIds.length === 0) return;
    for (const userId of userIds) this.held.delete(userId);
    try {
      await this.presences.noteSeen(userIds, this.clock.now());
    } catch (error) {
      this.logger.warn({ err: error }, 'could not note when people were last there');
    }
    await this.store.release(userIds);
    this.tell(userIds);
  }
}
