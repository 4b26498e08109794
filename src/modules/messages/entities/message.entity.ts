import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';

/** One message. Its key is its place: history is one range read, and the table can be split by conversation. */
@Entity('messages')
@Index('ux_messages_client_key', ['senderId', 'conversationId', 'clientMessageKey'], { unique: true })
@Index('ux_messages_created_revision', ['conversationId', 'createdRevision'], { unique: true })
export class MessageEntity {
  @PrimaryColumn({ ...columns.id, name: 'conversation_id' })
  conversationId!: string;

  @PrimaryColumn(columns.counter)
  seq!: number;

  /** The conversation's revision that brought the message. */
  @Column({ ...columns.counter, name: 'created_revision' })
  createdRevision!: number;

  /** The newest revision that touched the message: its creation, an edit or its recall. */
  @Column({ ...columns.counter, name: 'changed_revision' })
  changedRevision!: number;

  @Column({ ...columns.id, name: 'sender_id' })
  senderId!: string;

  @Column({ ...columns.string(64), name: 'client_message_id' })
  clientMessageId!: string;

  /** The client message id in lower case: what makes two sends the same. */
  @Column({ ...columns.string(64), name: 'client_message_key' })
  clientMessageKey!: string;

  /** SHA-256 of everything the sender said, so that a reused id with another body is told from a retry. */
  @Column(columns.string(43))
  fingerprint!: string;

  /** Null when there was none, and once recalled. */
  @Column(nullable(columns.text))
  body!: string | null;

  @Column({ ...nullable(columns.counter), name: 'reply_to_seq' })
  replyToSeq!: number | null;

  @Column({ ...columns.int, name: 'attachment_count' })
  attachmentCount!: number;

  @Column({ ...columns.int, name: 'mention_count' })
  mentionCount!: number;

  /** The sender's own clock; orders nothing. */
  @Column({ ...nullable(columns.ms), name: 'sent_at' })
  sentAt!: number | null;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;

  @Column({ ...nullable(columns.ms), name: 'edited_at' })
  editedAt!: number | null;

  @Column({ ...nullable(columns.ms), name: 'recalled_at' })
  recalledAt!: number | null;

  @Column({ ...nullable(columns.id), name: 'recalled_by' })
  recalledBy!: string | null;

  /** The reactions in short, see reaction-counts.ts; null when there are none. */
  @Column(nullable(columns.json))
  reactions!: string | null;
}
