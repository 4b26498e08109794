import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { Config } from '../../common/config/config.js';
import { policies } from '../../common/rate-limits/policies.js';
import { RateLimiter } from '../../common/rate-limits/rate-limiter.js';
import { mayNotCreateRooms, roomFull } from './rooms.errors.js';
import { mayCreateRoom } from './rooms.policy.js';

/** What the operator allows: who makes rooms, how often, and how large they get. */
@Injectable()
export class RoomLimits {
  constructor(
    private readonly config: Config,
    private readonly limiter: RateLimiter,
  ) {}

  get maxMembers(): number {
    return this.config.settings.ROOM_MAX_MEMBERS;
  }

  /** @throws AppError FORBIDDEN, RATE_LIMITED */
  async assertMayCreate(viewer: Viewer): Promise<void> {
    if (!mayCreateRoom(this.config.settings.WHO_MAY_CREATE_ROOMS, viewer)) throw mayNotCreateRooms();
    await this.limiter.consume(policies.createRoom, viewer.userId);
  }

  /** Adding people costs a point each: it makes a message for each of them. @throws AppError RATE_LIMITED */
  async spendOnAdding(viewer: Viewer, people: number): Promise<void> {
    await this.limiter.consume(policies.addRoomMembers, viewer.userId, people);
  }

  /** Coming in and going out, which everybody in the room is told of. @throws AppError RATE_LIMITED */
  async spendOnComing(viewer: Viewer): Promise<void> {
    await this.limiter.consume(policies.joinRoom, viewer.userId);
  }

  /** @throws AppError RATE_LIMITED */
  async spendOnLooking(viewer: Viewer): Promise<void> {
    await this.limiter.consume(policies.lookUpRoom, viewer.userId);
  }

  /** @throws AppError ROOM_FULL */
  assertRoomFor(newcomers: number, members: number): void {
    if (members + newcomers > this.maxMembers) throw roomFull(this.maxMembers);
  }
}
