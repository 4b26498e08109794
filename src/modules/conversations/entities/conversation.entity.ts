import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';
import type { ConversationKind, HistoryRule } from '../conversation.words.js';

/** A numbered stream of messages and changes shared by its participants; the row holds its counters and is its lock. */
@Entity('conversations')
@Index('ux_conversations_direct_key', ['directKey'], { unique: true })
@Index('ix_conversations_last_event_at', ['lastEventAt', 'id'])
export class ConversationEntity {
  @PrimaryColumn(columns.id)
  id!: string;

  @Column(columns.word)
  kind!: ConversationKind;

  /** `<smaller user id>:<larger user id>` of a direct conversation. */
  @Column({ ...nullable(columns.string(80)), name: 'direct_key' })
  directKey!: string | null;

  /** Number of the newest message; 0 when there is none. */
  @Column({ ...columns.counter, name: 'last_seq' })
  lastSeq!: number;

  /** Number of the newest durable change of any sort. */
  @Column(columns.counter)
  revision!: number;

  /** Never moves back. */
  @Column({ ...columns.ms, name: 'last_event_at' })
  lastEventAt!: number;

  @Column({ ...columns.int, name: 'member_count' })
  memberCount!: number;

  @Column(columns.word)
  history!: HistoryRule;

  /** Until when only owner and admins may speak. */
  @Column({ ...nullable(columns.ms), name: 'muted_all_until' })
  mutedAllUntil!: number | null;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;

  @Column({ ...nullable(columns.ms), name: 'deleted_at' })
  deletedAt!: number | null;
}
