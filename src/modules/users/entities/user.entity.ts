import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { columns, nullable } from '../../../common/database/columns.js';
import type { DirectConversationsFrom, Sex } from '../users.policy.js';

/** An account. A deleted one stays as a tombstone, so that its account number is never given to somebody else. */
@Entity('users')
@Index('ux_users_account_number', ['accountNumber'], { unique: true })
@Index('ux_users_username_key', ['usernameKey'], { unique: true })
@Index('ux_users_email_key', ['emailKey'], { unique: true })
@Index('ix_users_nickname_key', ['nicknameKey', 'id'])
@Index('ix_users_deleted_at', ['deletedAt'])
export class UserEntity {
  @PrimaryColumn(columns.id)
  id!: string;

  @Column({ ...columns.string(20), name: 'account_number' })
  accountNumber!: string;

  @Column({ ...nullable(columns.string(32)), name: 'username' })
  username!: string | null;

  /** What makes two usernames the same. */
  @Column({ ...nullable(columns.string(64)), name: 'username_key' })
  usernameKey!: string | null;

  @Column(nullable(columns.string(254)))
  email!: string | null;

  /** What makes two addresses the same. */
  @Column({ ...nullable(columns.string(254)), name: 'email_key' })
  emailKey!: string | null;

  @Column(columns.string(64))
  nickname!: string;

  /** For search and order: case and width folded away, cut to what fits. */
  @Column({ ...columns.string(128), name: 'nickname_key' })
  nicknameKey!: string;

  @Column({ ...nullable(columns.id), name: 'avatar_attachment_id' })
  avatarAttachmentId!: string | null;

  @Column(columns.string(280))
  signature!: string;

  @Column(columns.word)
  sex!: Sex;

  /** `YYYY-MM-DD`. */
  @Column(columns.string(10))
  birthday!: string;

  @Column(nullable(columns.string(32)))
  phone!: string | null;

  @Column({ ...columns.word, name: 'direct_conversations_from' })
  directConversationsFrom!: DirectConversationsFrom;

  @Column({ ...columns.flag, name: 'is_admin' })
  isAdmin!: boolean;

  @Column({ ...columns.ms, name: 'registered_at' })
  registeredAt!: number;

  @Column({ ...columns.ms, name: 'updated_at' })
  updatedAt!: number;

  @Column({ ...nullable(columns.ms), name: 'deleted_at' })
  deletedAt!: number | null;
}
