import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns } from '../../../common/database/columns.js';

/** Somebody named in a message. */
@Entity('mentions')
@Index('ix_mentions_user', ['userId', 'conversationId', 'seq'])
export class MentionEntity {
  @PrimaryColumn({ ...columns.id, name: 'conversation_id' })
  conversationId!: string;

  @PrimaryColumn(columns.counter)
  seq!: number;

  /** Place among the mentions of the message, from 0. */
  @PrimaryColumn(columns.int)
  position!: number;

  @Column({ ...columns.id, name: 'user_id' })
  userId!: string;
}
