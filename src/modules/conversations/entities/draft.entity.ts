import { Column, Entity, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';

/** What a member is about to say. Stays, empty, once it was sent or wiped, so that its version only ever rises. */
@Entity('drafts')
export class DraftEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @PrimaryColumn({ ...columns.id, name: 'conversation_id' })
  conversationId!: string;

  @Column(columns.text)
  body!: string;

  @Column({ ...nullable(columns.counter), name: 'reply_to_seq' })
  replyToSeq!: number | null;

  /** Rises by one with each save. */
  @Column(columns.int)
  version!: number;

  @Column({ ...columns.ms, name: 'updated_at' })
  updatedAt!: number;
}
