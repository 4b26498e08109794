import { columns, nullable } from '../common/database/columns.js';
import { column, tableMigration } from '../common/database/table-migration.js';

export const CreateUsers = tableMigration('CreateUsers1700000000101', {
  name: 'users',
  columns: [
    column('id', columns.id),
    column('account_number', columns.string(20)),
    column('username', nullable(columns.string(32))),
    column('username_key', nullable(columns.string(64))),
    column('email', nullable(columns.string(254))),
    column('email_key', nullable(columns.string(254))),
    column('nickname', columns.string(64)),
    column('nickname_key', columns.string(128)),
    column('avatar_attachment_id', nullable(columns.id)),
    column('signature', columns.string(280)),
    column('sex', columns.word),
    column('birthday', columns.string(10)),
    column('phone', nullable(columns.string(32))),
    column('direct_conversations_from', columns.word),
    column('is_admin', columns.flag),
    column('registered_at', columns.ms),
    column('updated_at', columns.ms),
    column('deleted_at', nullable(columns.ms)),
  ],
  primaryKey: ['id'],
  uniques: {
    ux_users_account_number: ['account_number'],
    ux_users_username_key: ['username_key'],
    ux_users_email_key: ['email_key'],
  },
  indexes: { ix_users_nickname_key: ['nickname_key', 'id'], ix_users_deleted_at: ['deleted_at'] },
});

export const CreateUserPhotos = tableMigration('CreateUserPhotos1700000000102', {
  name: 'user_photos',
  columns: [column('user_id', columns.id), column('position', columns.int), column('attachment_id', columns.id)],
  primaryKey: ['user_id', 'position'],
});
