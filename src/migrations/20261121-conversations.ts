import { columns, nullable } from '../common/database/columns.js';
import { column, tableMigration } from '../common/database/table-migration.js';

export const CreateConversations = tableMigration('CreateConversations1700000000401', {
  name: 'conversations',
  columns: [
    column('id', columns.id),
    column('kind', columns.word),
    column('direct_key', nullable(columns.string(80))),
    column('last_seq', columns.counter),
    column('revision', columns.counter),
    column('last_event_at', columns.ms),
    column('member_count', columns.int),
    column('history', columns.word),
    column('muted_all_until', nullable(columns.ms)),
    column('created_at', columns.ms),
    column('deleted_at', nullable(columns.ms)),
  ],
  primaryKey: ['id'],
  uniques: { ux_conversations_direct_key: ['direct_key'] },
  indexes: { ix_conversations_last_event_at: ['last_event_at', 'id'] },
});

export const CreateParticipants = tableMigration('CreateParticipants1700000000402', {
  name: 'participants',
  columns: [
    column('user_id', columns.id),
    column('conversation_id', columns.id),
    column('role', columns.word),
    column('joined_seq', columns.counter),
    column('joined_revision', columns.counter),
    column('left_revision', nullable(columns.counter)),
    column('cleared_seq', columns.counter),
    column('read_seq', columns.counter),
    column('seen_seq', columns.counter),
    column('delivered_seq', columns.counter),
    column('speak_muted_until', nullable(columns.ms)),
    column('muted_until', nullable(columns.ms)),
    column('pinned_at', nullable(columns.ms)),
    column('archived_at', nullable(columns.ms)),
    column('joined_at', columns.ms),
    column('left_at', nullable(columns.ms)),
    column('updated_at', columns.ms),
  ],
  primaryKey: ['user_id', 'conversation_id'],
  indexes: {
    ix_participants_joined: ['conversation_id', 'joined_revision', 'user_id'],
    ix_participants_conversation_updated: ['conversation_id', 'updated_at'],
    ix_participants_updated_at: ['updated_at'],
  },
});

export const CreateConversationEvents = tableMigration('CreateConversationEvents1700000000403', {
  name: 'conversation_events',
  columns: [
    column('conversation_id', columns.id),
    column('revision', columns.counter),
    column('type', columns.word),
    column('message_seq', nullable(columns.counter)),
    column('actor_id', nullable(columns.id)),
    column('subject_id', nullable(columns.id)),
    column('data', columns.json),
    column('created_at', columns.ms),
  ],
  primaryKey: ['conversation_id', 'revision'],
});

export const CreateMessageRecalls = tableMigration('CreateMessageRecalls1700000000404', {
  name: 'message_recalls',
  columns: [column('conversation_id', columns.id), column('seq', columns.counter)],
  primaryKey: ['conversation_id', 'seq'],
});

export const CreateHiddenMessages = tableMigration('CreateHiddenMessages1700000000405', {
  name: 'hidden_messages',
  columns: [
    column('user_id', columns.id),
    column('conversation_id', columns.id),
    column('seq', columns.counter),
    column('hidden_at', columns.ms),
  ],
  primaryKey: ['user_id', 'conversation_id', 'seq'],
});
