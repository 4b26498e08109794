import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';
import type { ParticipantRole } from '../conversation.words.js';

/** A user's membership, positions and settings in a conversation. Active while `leftRevision` is null; kept afterwards. */
@Entity('participants')
@Index('ix_participants_joined', ['conversationId', 'joinedRevision', 'userId'])
@Index('ix_participants_conversation_updated', ['conversationId', 'updatedAt'])
@Index('ix_participants_updated_at', ['updatedAt'])
export class ParticipantEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @PrimaryColumn({ ...columns.id, name: 'conversation_id' })
  conversationId!: string;

  @Column(columns.word)
  role!: ParticipantRole;

  /** The conversation's newest message when they (last) joined. */
  @Column({ ...columns.counter, name: 'joined_seq' })
  joinedSeq!: number;

  /** The first revision that they may see. */
  @Column({ ...columns.counter, name: 'joined_revision' })
  joinedRevision!: number;

  /** The last revision that they may see, once they left. */
  @Column({ ...nullable(columns.counter), name: 'left_revision' })
  leftRevision!: number | null;

  /** They cleared the history up to this message, for themselves. */
  @Column({ ...columns.counter, name: 'cleared_seq' })
  clearedSeq!: number;

  /** Messages above it are unread. Their own device may move it back. */
  @Column({ ...columns.counter, name: 'read_seq' })
  readSeq!: number;

  /** The furthest they ever read: what the others are told. Never moves back. */
  @Column({ ...columns.counter, name: 'seen_seq' })
  seenSeq!: number;

  /** Never moves back. */
  @Column({ ...columns.counter, name: 'delivered_seq' })
  deliveredSeq!: number;

  /** A moderator has forbidden them to speak until then. */
  @Column({ ...nullable(columns.ms), name: 'speak_muted_until' })
  speakMutedUntil!: number | null;

  /** They want no notifications until then. */
  @Column({ ...nullable(columns.ms), name: 'muted_until' })
  mutedUntil!: number | null;

  @Column({ ...nullable(columns.ms), name: 'pinned_at' })
  pinnedAt!: number | null;

  @Column({ ...nullable(columns.ms), name: 'archived_at' })
  archivedAt!: number | null;

  @Column({ ...columns.ms, name: 'joined_at' })
  joinedAt!: number;

  @Column({ ...nullable(columns.ms), name: 'left_at' })
  leftAt!: number | null;

  @Column({ ...columns.ms, name: 'updated_at' })
  updatedAt!: number;
}
