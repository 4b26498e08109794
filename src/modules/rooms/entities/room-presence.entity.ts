import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns } from '../../../common/database/columns.js';

/** A user is in a room through at least one socket of a node; in the room while at least one such row exists. */
@Entity('room_presences')
@Index('ix_room_presences_node_id', ['nodeId', 'roomId'])
export class RoomPresenceEntity {
  @PrimaryColumn({ ...columns.id, name: 'room_id' })
  roomId!: string;

  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @PrimaryColumn({ ...columns.id, name: 'node_id' })
  nodeId!: string;

  @Column({ ...columns.ms, name: 'entered_at' })
  enteredAt!: number;
}
