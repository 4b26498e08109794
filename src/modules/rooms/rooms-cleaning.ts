import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { EventBus } from '../../common/events/event-bus.js';
import { Clock } from '../../common/time/clock.js';
import '../conversations/conversations.events.js';
import { ConversationKind } from '../conversations/conversation.words.js';
import '../users/users.events.js';
import { RoomBansRepository } from './room-bans.repository.js';
import { RoomsRepository } from './rooms.repository.js';

/**
 * Follows what ends below: a room ends with its conversation, bans with the account they are against. Until that is
 * written, rooms of ended conversations are treated as absent all the same.
 */
@Injectable()
export class RoomsCleaning implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly unitOfWork: UnitOfWork,
    private readonly rooms: RoomsRepository,
    private readonly bans: RoomBansRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.on('conversations.deleted', async ({ conversationId, kind }) => {
      if (kind === ConversationKind.ROOM) await this.roomEnded(conversationId);
    });
    this.events.on('users.deleted', ({ userId }) => this.userGone(userId));
  }

  private async roomEnded(conversationId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.rooms.markDeleted(tx, conversationId, this.clock.now());
      await this.bans.liftAllIn(tx, conversationId);
    });
  }

  private async userGone(userId: string): Promise<void> {
    await this.unitOfWork.run((tx) => this.bans.liftAllOf(tx, userId));
  }
}
