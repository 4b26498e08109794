import { columns, nullable } from '../common/database/columns.js';
import { column, tableMigration } from '../common/database/table-migration.js';

export const CreateCredentials = tableMigration('CreateCredentials1700000000201', {
  name: 'credentials',
  columns: [
    column('user_id', columns.id),
    column('password_hash', columns.string(255)),
    column('updated_at', columns.ms),
  ],
  primaryKey: ['user_id'],
});

export const CreateSessions = tableMigration('CreateSessions1700000000202', {
  name: 'sessions',
  columns: [
    column('id', columns.id),
    column('user_id', columns.id),
    column('created_at', columns.ms),
    column('last_used_at', columns.ms),
    column('expires_at', columns.ms),
    column('ended_at', nullable(columns.ms)),
    column('address', columns.string(64)),
    column('user_agent', columns.string(256)),
  ],
  primaryKey: ['id'],
  indexes: {
    ix_sessions_user_id: ['user_id', 'ended_at'],
    ix_sessions_expires_at: ['expires_at'],
    ix_sessions_ended_at: ['ended_at'],
  },
});

export const CreateRefreshTokens = tableMigration('CreateRefreshTokens1700000000203', {
  name: 'refresh_tokens',
  columns: [
    column('token_hash', columns.string(64)),
    column('session_id', columns.id),
    column('issued_at', columns.ms),
    column('used_at', nullable(columns.ms)),
  ],
  primaryKey: ['token_hash'],
  indexes: { ix_refresh_tokens_session_id: ['session_id'], ix_refresh_tokens_used_at: ['used_at'] },
});

export const CreateLoginLog = tableMigration('CreateLoginLog1700000000204', {
  name: 'login_log',
  columns: [
    column('id', columns.id),
    column('user_id', columns.id),
    column('attempted_at', columns.ms),
    column('address', columns.string(64)),
    column('user_agent', columns.string(256)),
    column('succeeded', columns.flag),
  ],
  primaryKey: ['id'],
  indexes: { ix_login_log_user_id: ['user_id', 'id'], ix_login_log_attempted_at: ['attempted_at'] },
});

export const CreatePasswordResets = tableMigration('CreatePasswordResets1700000000205', {
  name: 'password_resets',
  columns: [
    column('token_hash', columns.string(64)),
    column('user_id', columns.id),
    column('email_key', columns.string(254)),
    column('expires_at', columns.ms),
    column('used_at', nullable(columns.ms)),
  ],
  primaryKey: ['token_hash'],
  indexes: { ix_password_resets_user_id: ['user_id'], ix_password_resets_expires_at: ['expires_at'] },
});
