import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';
import { Room } from './room.entity.js';

@Entity('members')
export class Member {
  @PrimaryColumn({ type: 'varchar', length: 36, name: 'user_id' })
  userId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36, name: 'room_id' })
  roomId!: string;

  @Column({ type: 'bigint', name: 'last_read_message_id' })
  lastReadMessageId!: string;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id' })
  user!: User;

  @ManyToOne(() => Room)
  @JoinColumn({ name: 'room_id' })
  room!: Room;
}
