import { columns, nullable } from '../common/database/columns.js';
import { column, columnMigration, tableMigration } from '../common/database/table-migration.js';

export const CreateReactions = tableMigration('CreateReactions1700000000801', {
  name: 'reactions',
  columns: [
    column('user_id', columns.id),
    column('conversation_id', columns.id),
    column('seq', columns.counter),
    column('emoji', columns.string(32)),
    column('revision', columns.counter),
    column('created_at', columns.ms),
  ],
  primaryKey: ['user_id', 'conversation_id', 'seq', 'emoji'],
  uniques: { ux_reactions_place: ['conversation_id', 'seq', 'emoji', 'revision'] },
});

export const AddMessageReactions = columnMigration(
  'AddMessageReactions1700000000802',
  'messages',
  column('reactions', nullable(columns.json)),
);
