import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';

/** Somebody may not join a room, nor be added to it. */
@Entity('room_bans')
@Index('ix_room_bans_created_at', ['roomId', 'createdAt', 'userId'])
@Index('ix_room_bans_user_id', ['userId'])
export class RoomBanEntity {
  @PrimaryColumn({ ...columns.id, name: 'room_id' })
  roomId!: string;

  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @Column({ ...columns.id, name: 'banned_by' })
  bannedBy!: string;

  @Column(columns.string(280))
  reason!: string;

  /** Null: until it is lifted. */
  @Column(nullable(columns.ms))
  until!: number | null;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;
}
