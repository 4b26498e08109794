import { Column, Entity, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';

/** What is kept of somebody's presence: whether others may see it, and when they were last there. */
@Entity('presences')
export class PresenceEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  @Column(columns.flag)
  hidden!: boolean;

  /** When they last went; written then, and not while they are there. */
  @Column({ ...nullable(columns.ms), name: 'last_seen_at' })
  lastSeenAt!: number | null;
}
