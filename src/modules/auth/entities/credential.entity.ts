import { Column, Entity, PrimaryColumn } from 'typeorm';
import { columns } from '../../../common/database/columns.js';

/** A user's password. */
@Entity('credentials')
export class CredentialEntity {
  @PrimaryColumn({ ...columns.id, name: 'user_id' })
  userId!: string;

  /** argon2id in PHC format, with its parameters. */
  @Column({ ...columns.string(255), name: 'password_hash' })
  passwordHash!: string;

  @Column({ ...columns.ms, name: 'updated_at' })
  updatedAt!: number;
}
