import { columns, nullable } from '../common/database/columns.js';
import { column, tableMigration } from '../common/database/table-migration.js';

export const CreateAttachments = tableMigration('CreateAttachments1700000000551', {
  name: 'attachments',
  columns: [
    column('id', columns.id),
    column('owner_id', columns.id),
    column('file_name', columns.string(255)),
    column('size', columns.counter),
    column('status', columns.word),
    column('reject_reason', nullable(columns.word)),
    column('kind', columns.word),
    column('content_type', columns.string(128)),
    column('width', nullable(columns.int)),
    column('height', nullable(columns.int)),
    column('duration_ms', nullable(columns.int)),
    column('created_at', columns.ms),
    column('completed_at', nullable(columns.ms)),
    column('upload_expires_at', columns.ms),
    column('expires_at', nullable(columns.ms)),
    column('kept_at', nullable(columns.ms)),
    column('conversation_id', nullable(columns.id)),
    column('message_seq', nullable(columns.counter)),
    column('position', nullable(columns.int)),
  ],
  primaryKey: ['id'],
  indexes: {
    ix_attachments_owner_expires: ['owner_id', 'expires_at'],
    ix_attachments_message: ['conversation_id', 'message_seq'],
    ix_attachments_expires_at: ['expires_at', 'id'],
  },
});
