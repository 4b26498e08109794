import { columns, nullable } from '../common/database/columns.js';
import { column, tableMigration } from '../common/database/table-migration.js';

export const CreateRooms = tableMigration('CreateRooms1700000000601', {
  name: 'rooms',
  columns: [
    column('id', columns.id),
    column('conversation_id', columns.id),
    column('name', columns.string(100)),
    column('name_key', columns.string(128)),
    column('description', columns.text),
    column('avatar_attachment_id', nullable(columns.id)),
    column('visibility', columns.word),
    column('created_by', columns.id),
    column('created_at', columns.ms),
    column('updated_at', columns.ms),
    column('deleted_at', nullable(columns.ms)),
  ],
  primaryKey: ['id'],
  uniques: { ux_rooms_conversation_id: ['conversation_id'] },
  indexes: { ix_rooms_visibility_name_key: ['visibility', 'name_key', 'id'] },
});

export const CreateRoomBans = tableMigration('CreateRoomBans1700000000602', {
  name: 'room_bans',
  columns: [
    column('room_id', columns.id),
    column('user_id', columns.id),
    column('banned_by', columns.id),
    column('reason', columns.string(280)),
    column('until', nullable(columns.ms)),
    column('created_at', columns.ms),
  ],
  primaryKey: ['room_id', 'user_id'],
  indexes: {
    ix_room_bans_created_at: ['room_id', 'created_at', 'user_id'],
    ix_room_bans_user_id: ['user_id'],
  },
});

export const CreateRoomPresences = tableMigration('CreateRoomPresences1700000000603', {
  name: 'room_presences',
  columns: [
    column('room_id', columns.id),
    column('user_id', columns.id),
    column('node_id', columns.id),
    column('entered_at', columns.ms),
  ],
  primaryKey: ['room_id', 'user_id', 'node_id'],
  indexes: { ix_room_presences_node_id: ['node_id', 'room_id'] },
});

export const CreateRoomPresenceHeads = tableMigration('CreateRoomPresenceHeads1700000000604', {
  name: 'room_presence_heads',
  columns: [column('room_id', columns.id), column('version', columns.counter), column('changed_at', columns.ms)],
  primaryKey: ['room_id'],
  indexes: { ix_room_presence_heads_changed_at: ['changed_at'] },
});
