import { columns } from '../common/database/columns.js';
import { column, tableMigration } from '../common/database/table-migration.js';

export const CreateMeta = tableMigration('CreateMeta1700000000001', {
  name: 'meta',
  columns: [column('name', columns.string(64)), column('value', columns.string(255))],
  primaryKey: ['name'],
});

export const CreateNodes = tableMigration('CreateNodes1700000000002', {
  name: 'nodes',
  columns: [column('id', columns.id), column('started_at', columns.ms), column('heartbeat_at', columns.ms)],
  primaryKey: ['id'],
  indexes: { ix_nodes_heartbeat_at: ['heartbeat_at'] },
});

export const CreateUserFeeds = tableMigration('CreateUserFeeds1700000000003', {
  name: 'user_feeds',
  columns: [column('user_id', columns.id), column('revision', columns.counter), column('last_event_at', columns.ms)],
  primaryKey: ['user_id'],
  indexes: { ix_user_feeds_last_event_at: ['last_event_at'] },
});

export const CreateUserChanges = tableMigration('CreateUserChanges1700000000004', {
  name: 'user_changes',
  columns: [
    column('user_id', columns.id),
    column('kind', columns.word),
    column('ref', columns.string(80)),
    column('revision', columns.counter),
    column('changed_at', columns.ms),
  ],
  primaryKey: ['user_id', 'kind', 'ref'],
  uniques: { ux_user_changes_revision: ['user_id', 'revision'] },
  indexes: { ix_user_changes_changed_at: ['user_id', 'changed_at'] },
});
