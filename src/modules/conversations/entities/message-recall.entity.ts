import { Entity, PrimaryColumn } from 'typeorm';
import { columns } from '../../../common/database/columns.js';

/** A message was recalled for everyone, so it counts as unread for nobody. */
@Entity('message_recalls')
export class MessageRecallEntity {
  @PrimaryColumn({ ...columns.id, name: 'conversation_id' })
  conversationId!: string;

  @PrimaryColumn(columns.counter)
  seq!: number;
}
