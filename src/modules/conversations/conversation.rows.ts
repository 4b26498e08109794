import type { ConversationEntity } from './entities/conversation.entity.js';
import type { ParticipantEntity } from './entities/participant.entity.js';

type ColumnMap<Entity> = { readonly [Property in keyof Entity & string]-?: string };

const conversationColumns: ColumnMap<ConversationEntity> = {
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
};

const participantColumns: ColumnMap<ParticipantEntity> = {
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
};

/** Both tables in one row, so that a join needs no second query: `c_last_seq`, `p_read_seq`, … */
export type Row = Readonly<Record<string, string | number | null>>;

const list = (alias: string, map: Readonly<Record<string, string>>): string =>
  Object.values(map)
    .map((column) => `${alias}.${column} AS ${alias}_${column}`)
    .join(', ');

/** Makes an entity of a row. The names are put together once and not for each row, which took longer than reading it. */
function readerOf<Entity extends object>(alias: string, map: ColumnMap<Entity>): (row: Row) => Entity {
  const columns = Object.entries<string>(map).map(([property, column]) => [property, `${alias}_${column}`] as const);
  return (row) => {
    const entity: Record<string, unknown> = {};
    for (const [property, column] of columns) entity[property] = row[column] ?? null;
    return entity as Entity;
  };
}

/** Select list of `conversations c`. */
export const CONVERSATION_COLUMNS = list('c', conversationColumns);
/** Select list of `participants p`. */
export const PARTICIPANT_COLUMNS = list('p', participantColumns);

export const conversationOf = readerOf('c', conversationColumns);
export const participantOf = readerOf('p', participantColumns);
