import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns } from '../../../common/database/columns.js';

/** Counts the changes to who is in a room, so that a node that was not told of one finds it. */
@Entity('room_presence_heads')
@Index('ix_room_presence_heads_changed_at', ['changedAt'])
export class RoomPresenceHeadEntity {
  @PrimaryColumn({ ...columns.id, name: 'room_id' })
  roomId!: string;

  @Column(columns.counter)
  version!: number;

  /** Milliseconds since 1970, database clock. Never moves back. */
  @Column({ ...columns.ms, name: 'changed_at' })
  changedAt!: number;
}
