import { columns, nullable } from '../common/database/columns.js';
import { column, tableMigration } from '../common/database/table-migration.js';

export const CreateMessages = tableMigration('CreateMessages1700000000501', {
  name: 'messages',
  columns: [
    column('conversation_id', columns.id),
    column('seq', columns.counter),
    column('created_revision', columns.counter),
    column('changed_revision', columns.counter),
    column('sender_id', columns.id),
    column('client_message_id', columns.string(64)),
    column('client_message_key', columns.string(64)),
    column('fingerprint', columns.string(43)),
    column('body', nullable(columns.text)),
    column('reply_to_seq', nullable(columns.counter)),
    column('attachment_count', columns.int),
    column('mention_count', columns.int),
    column('sent_at', nullable(columns.ms)),
    column('created_at', columns.ms),
    column('edited_at', nullable(columns.ms)),
    column('recalled_at', nullable(columns.ms)),
    column('recalled_by', nullable(columns.id)),
  ],
  primaryKey: ['conversation_id', 'seq'],
  uniques: {
    ux_messages_client_key: ['sender_id', 'conversation_id', 'client_message_key'],
    ux_messages_created_revision: ['conversation_id', 'created_revision'],
  },
});

export const CreateMentions = tableMigration('CreateMentions1700000000502', {
  name: 'mentions',
  columns: [
    column('conversation_id', columns.id),
    column('seq', columns.counter),
    column('position', columns.int),
    column('user_id', columns.id),
  ],
  primaryKey: ['conversation_id', 'seq', 'position'],
  indexes: { ix_mentions_user: ['user_id', 'conversation_id', 'seq'] },
});
