import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../common/database/transaction.js';
import { ImageDirectory } from '../../common/media/image-directory.js';
import { cleanName } from '../../common/text/text.js';
import { Clock } from '../../common/time/clock.js';
import { ConversationLog } from '../conversations/conversation-log.js';
import type { RoomEntity } from './entities/room.entity.js';
import { ROOM_NAME_MAX, roomNameKey } from './rooms.policy.js';
import type { RoomView } from './room-view.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomVisibility } from './rooms.words.js';

/** What may be changed of a room's profile: left out = stays, null = cleared. */
export interface RoomProfileChanges {
  readonly name?: string;
  readonly description?: string | null;
  readonly avatarAttachmentId?: string | null;
  readonly visibility?: RoomVisibility;
}

type ProfileColumns = Partial<
  Pick<RoomEntity, 'name' | 'nameKey' | 'description' | 'avatarAttachmentId' | 'visibility'>
>;

/** Writes the profiles of rooms. */
@Injectable()
export class RoomProfiles {
  constructor(
    private readonly rooms: RoomsRepository,
    private readonly images: ImageDirectory,
    private readonly log: ConversationLog,
    private readonly clock: Clock,
  ) {}

  /** Writes the profile of a new room, whose conversation is made next. @throws AppError as `columnsOf` */
  async create(
    tx: Transaction,
    actorId: string,
    { id, conversationId }: { readonly id: string; readonly conversationId: string },
    profile: RoomProfileChanges & { readonly name: string },
  ): Promise<void> {
    const now = this.clock.now();
    await this.rooms.insert(tx, {
      id,
      conversationId,
      name: profile.name,
      nameKey: '',
      description: '',
      avatarAttachmentId: null,
      visibility: RoomVisibility.PRIVATE,
      createdBy: actorId,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
      ...(await this.columnsOf(tx, actorId, profile)),
    });
  }

  /**
   * Changes the profile of a locked room and tells its members; when nothing differs, nothing is written.
   * @throws AppError as `columnsOf`
   */
  async change(tx: Transaction, actorId: string, room: RoomView, changes: RoomProfileChanges): Promise<void> {
    // The avatar that is there already is its uploader's, who may be somebody else than this actor.
    const { avatarAttachmentId, ...rest } = changes;
    const fresh = avatarAttachmentId === room.avatarAttachmentId ? rest : changes;
    const columns = await this.columnsOf(tx, actorId, fresh);
    const differing = (Object.keys(columns) as (keyof ProfileColumns)[]).filter(
      (property) => columns[property] !== room[property],
    );
    if (differing.length === 0) return;
    await this.rooms.update(tx, room.id, { ...columns, updatedAt: this.clock.now() });
    const allocation = await this.log.allocate(tx, room.conversationId, { messages: 0, events: 1 });
    const changed = differing.filter((property) => property !== 'nameKey');
    await this.log.append(tx, room.conversationId, allocation, [
      { type: 'CONVERSATION_UPDATED', actorId, data: { roomId: room.id, changed } },
    ]);
  }

  /**
   * The columns that the changes come to; an avatar is kept from being swept away from here on.
   * @throws AppError INVALID_INPUT, and for the avatar NOT_FOUND, ATTACHMENT_NOT_READY, ATTACHMENT_REJECTED
   */
  private async columnsOf(tx: Transaction, actorId: string, changes: RoomProfileChanges): Promise<ProfileColumns> {
    const { name, description, avatarAttachmentId, visibility } = changes;
    const columns: ProfileColumns = {};
    if (name !== undefined) {
      columns.name = cleanName(name, 'name', 1, ROOM_NAME_MAX);
      columns.nameKey = roomNameKey(columns.name);
    }
    if (description !== undefined) columns.description = (description ?? '').trim();
    if (visibility !== undefined) columns.visibility = visibility;
    if (avatarAttachmentId !== undefined) columns.avatarAttachmentId = avatarAttachmentId;
    if (avatarAttachmentId) await this.images.resolveOwnImage(tx, actorId, avatarAttachmentId);
    return columns;
  }
}
