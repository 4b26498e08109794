import type { ConversationEntity } from './entities/conversation.entity.js';
import type { ParticipantEntity } from './entities/participant.entity.js';

const conversationColumns = {
  id: 'id',
  kind: 'kind',
  directKey: 'direct_key',
  lastSeq: 'last_seq',
  revision: 'revision',
  lastEventAt: 'last_event_at',
  memberCount: 'member_count',
  history: 'history',
  mutedAllUntil: 'muted_all_until',
  createdAt: 'created_at',
  deletedAt: 'deleted_at',
} as const satisfies Record<keyof ConversationEntity, string>;

const participantColumns = {
  userId: 'user_id',
  conversationId: 'conversation_id',
  role: 'role',
  joinedSeq: 'joined_seq',
  joinedRevision: 'joined_revision',
  leftRevision: 'left_revision',
  clearedSeq: 'cleared_seq',
  readSeq: 'read_seq',
  seenSeq: 'seen_seq',
  deliveredSeq: 'delivered_seq',
  speakMutedUntil: 'speak_muted_until',
  mutedUntil: 'muted_until',
  pinnedAt: 'pinned_at',
  archivedAt: 'archived_at',
  joinedAt: 'joined_at',
  leftAt: 'left_at',
  updatedAt: 'updated_at',
} as const satisfies Record<keyof ParticipantEntity, string>;

/** An entity's columns under their names in a join: `c_last_seq`, `p_read_seq`, … */
type RowOf<Entity, Columns extends Record<keyof Entity, string>, Alias extends string> = {
  readonly [Property in keyof Entity as `${Alias}_${Columns[Property]}`]: Entity[Property];
};

export type ConversationRow = RowOf<ConversationEntity, typeof conversationColumns, 'c'>;
export type ParticipantRow = RowOf<ParticipantEntity, typeof participantColumns, 'p'>;

/** Both tables in one row, so that a join needs no second query. */
export type Row = ConversationRow & ParticipantRow;

const list = (alias: string, map: Readonly<Record<string, string>>): string =>
  Object.values(map)
    .map((column) => `${alias}.${column} AS ${alias}_${column}`)
    .join(', ');

/** Select list of `conversations c`. */
export const CONVERSATION_COLUMNS = list('c', conversationColumns);
/** Select list of `participants p`. */
export const PARTICIPANT_COLUMNS = list('p', participantColumns);

const packed: readonly (keyof Row)[] = [
  ...Object.values(conversationColumns).map((column) => `c_${column}` as keyof Row),
  ...Object.values(participantColumns).map((column) => `p_${column}` as keyof Row),
];

/**
 * Both rows as one text, for a statement that answers rows of another kind beside: there each column would be sent, and
 * taken apart, once for each of them.
 */
export const PACKED_ROW = `CAST(JSON_ARRAY(${packed.map((name) => name.replace('_', '.')).join(', ')}) AS CHAR)`;

export function rowFromPacked(text: string): Row {
  const values = JSON.parse(text) as unknown[];
  return Object.fromEntries(packed.map((name, index) => [name, values[index]])) as unknown as Row;
}

// Property by property, although the names stand above as well: made in a loop over them, an entity took over a
// microsecond in place of a few nanoseconds, and a list of conversations makes hundreds (docs/performance.md).

export const conversationOf = (row: ConversationRow): ConversationEntity => ({
  id: row.c_id,
  kind: row.c_kind,
  directKey: row.c_direct_key,
  lastSeq: row.c_last_seq,
  revision: row.c_revision,
  lastEventAt: row.c_last_event_at,
  memberCount: row.c_member_count,
  history: row.c_history,
  mutedAllUntil: row.c_muted_all_until,
  createdAt: row.c_created_at,
  deletedAt: row.c_deleted_at,
});

export const participantOf = (row: ParticipantRow): ParticipantEntity => ({
  userId: row.p_user_id,
  conversationId: row.p_conversation_id,
  role: row.p_role,
  joinedSeq: row.p_joined_seq,
  joinedRevision: row.p_joined_revision,
  leftRevision: row.p_left_revision,
  clearedSeq: row.p_cleared_seq,
  readSeq: row.p_read_seq,
  seenSeq: row.p_seen_seq,
  deliveredSeq: row.p_delivered_seq,
  speakMutedUntil: row.p_speak_muted_until,
  mutedUntil: row.p_muted_until,
  pinnedAt: row.p_pinned_at,
  archivedAt: row.p_archived_at,
  joinedAt: row.p_joined_at,
  leftAt: row.p_left_at,
  updatedAt: row.p_updated_at,
});
