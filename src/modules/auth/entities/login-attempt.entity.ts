import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns } from '../../../common/database/columns.js';

/** One attempt to sign in to an account. */
@Entity('login_log')
@Index('ix_login_log_user_id', ['userId', 'id'])
@Index('ix_login_log_attempted_at', ['attemptedAt'])
export class LoginAttemptEntity {
  @PrimaryColumn(columns.id)
  id!: string;

  @Column({ ...columns.id, name: 'user_id' })
  userId!: string;

  @Column({ ...columns.ms, name: 'attempted_at' })
  attemptedAt!: number;

  @Column(columns.string(64))
  address!: string;

  @Column({ ...columns.string(256), name: 'user_agent' })
  userAgent!: string;

  @Column(columns.flag)
  succeeded!: boolean;
}
