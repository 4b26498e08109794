import type { RoomView } from './room-view.js';

/** A room's columns in the row of a list of conversations, all of them null where there is no room. */
export type ListedRoomRow = { readonly [Property in keyof RoomView as `r_${Property}`]: RoomView[Property] } & {
  readonly r_id: string | null;
};

interface ListedRoom {
  readonly key: string;
  readonly columns: string;
  readonly isAll: boolean;
  of(row: ListedRoomRow, conversationId: string): RoomView | null;
}

const SHORT: ListedRoom = {
  key: 'short room',
  columns: 'r.id AS r_id, r.name AS r_name, r.avatar_attachment_id AS r_avatarAttachmentId',
  isAll: true,
  of: (row, conversationId) =>
    row.r_id === null
      ? null
      : ({
          id: row.r_id,
          conversationId,
          name: row.r_name,
          avatarAttachmentId: row.r_avatarAttachmentId,
        } as RoomView),
};

const IN_SHORT: ReadonlySet<string> = new Set(['__typename', 'id', 'name', 'avatarUrl']);

const WHOLE: ListedRoom = {
  key: 'whole room',
  columns: `${SHORT.columns}, r.name_key AS r_nameKey, r.description AS r_description, r.visibility AS r_visibility,
    r.created_by AS r_createdBy, r.created_at AS r_createdAt, r.updated_at AS r_updatedAt,
    c.member_count AS r_memberCount, c.history AS r_history, c.muted_all_until AS r_mutedAllUntil`,
  isAll: false,
  of: (row, conversationId) =>
    row.r_id === null
      ? null
      : {
          id: row.r_id,
          conversationId,
          name: row.r_name,
          nameKey: row.r_nameKey,
          description: row.r_description,
          avatarAttachmentId: row.r_avatarAttachmentId,
          visibility: row.r_visibility,
          createdBy: row.r_createdBy,
          createdAt: row.r_createdAt,
          updatedAt: row.r_updatedAt,
          deletedAt: null,
          memberCount: row.r_memberCount,
          history: row.r_history,
          mutedAllUntil: row.r_mutedAllUntil,
        },
};

/** The least of a room that serves these fields of `Room`, to be read with a list of conversations. */
export const listedRoomFor = (fields: ReadonlySet<string>): ListedRoom =>
  [...fields].every((name) => IN_SHORT.has(name)) ? SHORT : WHOLE;
