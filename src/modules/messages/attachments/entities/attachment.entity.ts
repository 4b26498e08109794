import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../../common/database/columns.js';
import type { MediaKind } from '../../../../common/media/content-types.js';
import type { AttachmentStatus, RejectionReason } from '../attachments.policy.js';

/** An uploaded file. The object in the storage has the row's id as its key and exists at most as long as the row. */
@Entity('attachments')
@Index('ix_attachments_owner_expires', ['ownerId', 'expiresAt'])
@Index('ix_attachments_message', ['conversationId', 'messageSeq'])
@Index('ix_attachments_expires_at', ['expiresAt', 'id'])
export class AttachmentEntity {
  @PrimaryColumn(columns.id)
  id!: string;

  @Column({ ...columns.id, name: 'owner_id' })
  ownerId!: string;

  @Column({ ...columns.string(255), name: 'file_name' })
  fileName!: string;

  /** Bytes: announced while PENDING, true once READY (another size is rejected). */
  @Column(columns.counter)
  size!: number;

  @Column(columns.word)
  status!: AttachmentStatus;

  @Column({ ...nullable(columns.word), name: 'reject_reason' })
  rejectReason!: RejectionReason | null;

  @Column(columns.word)
  kind!: MediaKind;

  @Column({ ...columns.string(128), name: 'content_type' })
  contentType!: string;

  @Column(nullable(columns.int))
  width!: number | null;

  @Column(nullable(columns.int))
  height!: number | null;

  @Column({ ...nullable(columns.int), name: 'duration_ms' })
  durationMs!: number | null;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;

  @Column({ ...nullable(columns.ms), name: 'completed_at' })
  completedAt!: number | null;

  /** Until then its upload link works, so that no object can come after the row is gone. */
  @Column({ ...columns.ms, name: 'upload_expires_at' })
  uploadExpiresAt!: number;

  /** When it is swept away; null as long as a message or a profile needs it. */
  @Column({ ...nullable(columns.ms), name: 'expires_at' })
  expiresAt!: number | null;

  /** Since when it is somebody's profile picture or the like, and any signed-in user may see it. */
  @Column({ ...nullable(columns.ms), name: 'kept_at' })
  keptAt!: number | null;

  @Column({ ...nullable(columns.id), name: 'conversation_id' })
  conversationId!: string | null;

  @Column({ ...nullable(columns.counter), name: 'message_seq' })
  messageSeq!: number | null;

  /** Place among the attachments of its message, from 0. */
  @Column(nullable(columns.int))
  position!: number | null;
}
