import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';

/** A refresh token, known by its hash only. Used ones are kept, to notice when one comes back. */
@Entity('refresh_tokens')
@Index('ix_refresh_tokens_session_id', ['sessionId'])
@Index('ix_refresh_tokens_used_at', ['usedAt'])
export class RefreshTokenEntity {
  /** SHA-256 in hexadecimal. */
  @PrimaryColumn({ ...columns.string(64), name: 'token_hash' })
  tokenHash!: string;

  @Column({ ...columns.id, name: 'session_id' })
  sessionId!: string;

  @Column({ ...columns.ms, name: 'issued_at' })
  issuedAt!: number;

  @Column({ ...nullable(columns.ms), name: 'used_at' })
  usedAt!: number | null;
}
