import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns } from '../../../common/database/columns.js';

/** A user wants nothing to do with another. */
@Entity('blocks')
@Index('ix_blocks_created_at', ['userId', 'createdAt', 'blockedUserId'])
@Index('ix_blocks_blocked_user_id', ['blockedUserId'])
export class BlockEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @PrimaryColumn({ ...columns.id, name: 'blocked_user_id' })
  blockedUserId!: string;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;
}
