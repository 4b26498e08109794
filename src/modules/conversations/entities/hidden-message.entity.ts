import { Column, Entity, PrimaryColumn } from 'typeorm';
import { columns } from '../../../common/database/columns.js';

/** A user has deleted a message for themselves. */
@Entity('hidden_messages')
export class HiddenMessageEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @PrimaryColumn({ ...columns.id, name: 'conversation_id' })
  conversationId!: string;

  @PrimaryColumn(columns.counter)
  seq!: number;

  @Column({ ...columns.ms, name: 'hidden_at' })
  hiddenAt!: number;
}
