import { Column, Entity, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';
import type { ConversationEventType } from '../conversation.words.js';

/** A durable change of a conversation that is not a new message. Replay merges these with the messages by revision. */
@Entity('conversation_events')
export class ConversationEventEntity {
  @PrimaryColumn({ ...columns.id, name: 'conversation_id' })
  conversationId!: string;

  @PrimaryColumn(columns.counter)
  revision!: number;

  @Column(columns.word)
  type!: ConversationEventType;

  @Column({ ...nullable(columns.counter), name: 'message_seq' })
  messageSeq!: number | null;

  @Column({ ...nullable(columns.id), name: 'actor_id' })
  actorId!: string | null;

  @Column({ ...nullable(columns.id), name: 'subject_id' })
  subjectId!: string | null;

  @Column(columns.json)
  data!: string;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;
}
