import { columns, nullable } from '../common/database/columns.js';
import { column, tableMigration } from '../common/database/table-migration.js';

export const CreatePresences = tableMigration('CreatePresences1700000000821', {
  name: 'presences',
  columns: [
    column('user_id', columns.id),
    column('hidden', columns.flag),
    column('last_seen_at', nullable(columns.ms)),
  ],
  primaryKey: ['user_id'],
});
