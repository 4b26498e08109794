import { columns, nullable } from '../common/database/columns.js';
import { column, tableMigration } from '../common/database/table-migration.js';

export const CreateContactLists = tableMigration('CreateContactLists1700000000301', {
  name: 'contact_lists',
  columns: [column('user_id', columns.id), column('default_group_id', nullable(columns.id))],
  primaryKey: ['user_id'],
});

export const CreateContactGroups = tableMigration('CreateContactGroups1700000000302', {
  name: 'contact_groups',
  columns: [
    column('id', columns.id),
    column('user_id', columns.id),
    column('name', columns.string(64)),
    column('name_key', columns.string(255)),
    column('position', columns.int),
    column('created_at', columns.ms),
  ],
  primaryKey: ['id'],
  uniques: { ux_contact_groups_name_key: ['user_id', 'name_key'] },
});

export const CreateContacts = tableMigration('CreateContacts1700000000303', {
  name: 'contacts',
  columns: [
    column('user_id', columns.id),
    column('contact_user_id', columns.id),
    column('group_id', columns.id),
    column('alias', nullable(columns.string(64))),
    column('created_at', columns.ms),
    column('updated_at', columns.ms),
  ],
  primaryKey: ['user_id', 'contact_user_id'],
  indexes: { ix_contacts_contact_user_id: ['contact_user_id'] },
});

export const CreateBlocks = tableMigration('CreateBlocks1700000000304', {
  name: 'blocks',
  columns: [column('user_id', columns.id), column('blocked_user_id', columns.id), column('created_at', columns.ms)],
  primaryKey: ['user_id', 'blocked_user_id'],
  indexes: {
    ix_blocks_created_at: ['user_id', 'created_at', 'blocked_user_id'],
    ix_blocks_blocked_user_id: ['blocked_user_id'],
  },
});
