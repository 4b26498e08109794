import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';

/** A link for setting a new password, known by the hash of its token only. */
@Entity('password_resets')
@Index('ix_password_resets_user_id', ['userId'])
@Index('ix_password_resets_expires_at', ['expiresAt'])
export class PasswordResetEntity {
  /** SHA-256 in hexadecimal. */
  @PrimaryColumn({ ...columns.string(64), name: 'token_hash' })
  tokenHash!: string;

  @Column({ ...columns.id, name: 'user_id' })
  userId!: string;

  /** The address it was mailed to; the link dies when the account's address changes. */
  @Column({ ...columns.string(254), name: 'email_key' })
  emailKey!: string;

  @Column({ ...columns.ms, name: 'expires_at' })
  expiresAt!: number;

  @Column({ ...nullable(columns.ms), name: 'used_at' })
  usedAt!: number | null;
}
