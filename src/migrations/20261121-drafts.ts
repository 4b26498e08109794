import { columns, nullable } from '../common/database/columns.js';
import { column, tableMigration } from '../common/database/table-migration.js';

export const CreateDrafts = tableMigration('CreateDrafts1700000000811', {
  name: 'drafts',
  columns: [
    column('user_id', columns.id),
    column('conversation_id', columns.id),
    column('body', columns.text),
    column('reply_to_seq', nullable(columns.counter)),
    column('version', columns.int),
    column('updated_at', columns.ms),
  ],
  primaryKey: ['user_id', 'conversation_id'],
});
