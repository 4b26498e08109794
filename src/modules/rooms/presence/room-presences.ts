import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../common/database/transaction.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { FeedHub } from '../../../common/realtime/feed-hub.js';
import { conversationFeed } from '../../../common/realtime/feed-key.js';
import { FeedPoller } from '../../../common/realtime/feed-poller.js';
import { NodeRegistry } from '../../../common/realtime/node-registry.js';
import '../../../common/realtime/realtime.events.js';
import { RoomPresence, type PresenceListener } from './room-presence.js';
import { RoomPresencesRepository } from './room-presences.repository.js';

const SIGNAL = 'ROOM_PRESENCE';

export interface PresenceRoom {
  readonly roomId: string;
  readonly conversationId: string;
}

/** Somebody's stay in a room through one socket. */
export interface Stay {
  /** Milliseconds since 1970, database clock. */
  readonly enteredAt: number | null;
  readonly presentCount: () => number;
  /** Ends it; again changes nothing. */
  readonly end: () => void;
}

/**
 * Who is in which room. The database holds it, one row for each room, user and node; a node that dies leaves rows behind,
 * which the others remove. Signals between nodes make it quick, a regular look at the database makes it right.
 */
@Injectable()
export class RoomPresences implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(RoomPresences.name);
  private readonly rooms = new Map<string, RoomPresence>();
  private stopped = false;

  constructor(
    private readonly presences: RoomPresencesRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly nodes: NodeRegistry,
    private readonly hub: FeedHub,
    private readonly poller: FeedPoller,
  ) {}

  onModuleInit(): void {
    this.hub.onSignal((_feed, { type, data }) => {
      // What this node has written itself it reads back without being told.
      if (type !== SIGNAL || data.nodeId === this.nodes.id || typeof data.roomId !== 'string') return;
      this.settle(data.roomId);
    });
    this.poller.onLook((since) => this.look(since));
    this.nodes.onSweep(() => this.sweep());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.rooms.values()].map((room) => room.quiet()));
    await this.clear(this.nodes.id).catch((error: unknown) =>
      this.logger.warn({ err: error }, 'presence could not be cleared; the other nodes will do it'),
    );
  }

  /**
   * Brings the user into the room, and keeps them there until the stay is ended. From then on the listener is told who
   * else comes and goes.
   * @throws AppError UNAVAILABLE
   */
  async enter(place: PresenceRoom, userId: string, listener: PresenceListener): Promise<Stay> {
    const room = this.open(place);
    room.hold(userId);
    let unlisten = (): void => {};
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      unlisten();
      room.release(userId);
      this.settle(place.roomId);
    };
    try {
      await room.settle();
    } catch (error) {
      end();
      throw error;
    }
    unlisten = room.listen(listener);
    return { enteredAt: room.since(userId), presentCount: () => room.presentCount, end };
  }

  private open(place: PresenceRoom): RoomPresence {
    const { roomId } = place;
    const known = this.rooms.get(roomId);
    if (known) return known;
    const room = new RoomPresence(this.nodes.id, {
      read: () => this.presences.read(roomId),
      change: (changes) =>
        this.unitOfWork.run(async (tx) => {
          await this.nodes.ensure(tx);
          await this.presences.change(tx, roomId, this.nodes.id, changes);
          signal(tx, place, this.nodes.id);
        }),
    });
    this.rooms.set(roomId, room);
    return room;
  }

  private settle(roomId: string): void {
    const room = this.rooms.get(roomId);
    if (!room || this.stopped) return;
    room.settle().then(
      () => {
        if (room.isIdle && this.rooms.get(roomId) === room) this.rooms.delete(roomId);
      },
      // The next look at the database tries again.
      (error: unknown) => this.logger.warn({ err: error, roomId }, 'presence could not be settled'),
    );
  }

  private async look(since: number): Promise<void> {
    if (this.rooms.size === 0) return;
    const changed = await this.presences.changedSince(since);
    for (const [roomId, room] of this.rooms)
      if (room.isUnsettled || (changed.has(roomId) && changed.get(roomId) !== room.version)) this.settle(roomId);
  }

  private async sweep(): Promise<void> {
    for (const nodeId of await this.presences.departedNodes()) await this.clear(nodeId);
  }

  private async clear(nodeId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      for (const place of await this.presences.removeNode(tx, nodeId)) signal(tx, place, nodeId);
    });
  }
}

function signal(tx: Transaction, { roomId, conversationId }: PresenceRoom, nodeId: string): void {
  tx.emit({
    name: 'feed.signalled',
    payload: { feed: conversationFeed(conversationId), signal: { type: SIGNAL, data: { roomId, nodeId } } },
  });
}
