import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';

/** One sign-in on one device. All its times are by the database's clock, which all nodes share. */
@Entity('sessions')
@Index('ix_sessions_user_id', ['userId', 'endedAt'])
@Index('ix_sessions_expires_at', ['expiresAt'])
@Index('ix_sessions_ended_at', ['endedAt'])
export class SessionEntity {
  @PrimaryColumn(columns.id)
  id!: string;

  @Column({ ...columns.id, name: 'user_id' })
  userId!: string;

  @Column({ ...columns.ms, name: 'created_at' })
  createdAt!: number;

  /** Exact to about a minute. */
  @Column({ ...columns.ms, name: 'last_used_at' })
  lastUsedAt!: number;

  /** Moves on with every refresh. */
  @Column({ ...columns.ms, name: 'expires_at' })
  expiresAt!: number;

  @Column({ ...nullable(columns.ms), name: 'ended_at' })
  endedAt!: number | null;

  @Column(columns.string(64))
  address!: string;

  @Column({ ...columns.string(256), name: 'user_agent' })
  userAgent!: string;
}
