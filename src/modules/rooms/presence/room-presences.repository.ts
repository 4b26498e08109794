import { Injectable } from '@nestjs/common';
import { Database } from '../../../common/database/database.js';
import { chunksOf, placeholders } from '../../../common/database/dialect.js';
import type { Transaction } from '../../../common/database/transaction.js';
import { pageOf, sliceCondition, type Page } from '../../../common/graphql/connection.js';
import type { LoaderCache } from '../../../common/graphql/loader-cache.js';
import type { PageArgs } from '../../../common/graphql/page.args.js';

export interface PresentUser {
  readonly userId: string;
  /** Milliseconds since 1970, database clock; of the socket that has been in the room longest. */
  readonly enteredAt: number;
}

/** Who is in a room, through which nodes, as of one moment. */
export interface PresenceSnapshot {
  /** 0 when nobody ever was. */
  readonly version: number;
  /** Milliseconds since 1970, database clock. */
  readonly changedAt: number;
  readonly rows: readonly { readonly userId: string; readonly nodeId: string; readonly enteredAt: number }[];
}

interface SnapshotRow {
  readonly version: number;
  readonly changedAt: number;
  readonly userId: string | null;
  readonly nodeId: string;
  readonly enteredAt: number;
}

/** Every query on presence in rooms. */
@Injectable()
export class RoomPresencesRepository {
  constructor(private readonly database: Database) {}

  /** Adds and removes rows of one node under the next version of the room, whose lock is held until commit. */
  async change(
    tx: Transaction,
    roomId: string,
    nodeId: string,
    { enter, exit }: { readonly enter: readonly string[]; readonly exit: readonly string[] },
  ): Promise<void> {
    const { greatest, nowMs } = tx.dialect;
    const advance = () =>
      tx.execute(
        `UPDATE room_presence_heads SET version = version + 1, changed_at = ${greatest}(changed_at, ${nowMs})
         WHERE room_id = ?`,
        [roomId],
      );
    if ((await advance()) === 0) {
      const columns = ['room_id', 'version', 'changed_at'];
      await tx.execute(tx.dialect.insertIgnore('room_presence_heads', columns, 1), [roomId, 0, 0]);
      await advance();
    }
    const [head] = await tx.query<{ at: number }>(
      'SELECT changed_at AS at FROM room_presence_heads WHERE room_id = ?',
      [roomId],
    );
    const columns = ['room_id', 'user_id', 'node_id', 'entered_at'];
    for (const chunk of chunksOf(enter, 100))
      await tx.execute(
        tx.dialect.insertIgnore('room_presences', columns, chunk.length),
        chunk.flatMap((userId) => [roomId, userId, nodeId, Number(head?.at)]),
      );
    for (const chunk of chunksOf(exit))
      await tx.execute(
        `DELETE FROM room_presences WHERE room_id = ? AND node_id = ? AND user_id IN (${placeholders(chunk)})`,
        [roomId, nodeId, ...chunk],
      );
  }

  async read(roomId: string): Promise<PresenceSnapshot> {
    // One statement, so that version and rows are of the same moment.
    const rows = await this.database.query<SnapshotRow>(
      `SELECT h.version AS version, h.changed_at AS changedAt,
              p.user_id AS userId, p.node_id AS nodeId, p.entered_at AS enteredAt
       FROM room_presence_heads h LEFT JOIN room_presences p ON p.room_id = h.room_id WHERE h.room_id = ?`,
      [roomId],
    );
    return {
      version: rows[0]?.version ?? 0,
      changedAt: rows[0]?.changedAt ?? 0,
      rows: rows.flatMap(({ userId, nodeId, enteredAt }) => (userId === null ? [] : [{ userId, nodeId, enteredAt }])),
    };
  }

  /** Rooms whose presence changed at or after a time (milliseconds, database clock), with their versions. */
  async changedSince(since: number): Promise<Map<string, number>> {
    const rows = await this.database.query<{ id: string; version: number }>(
      'SELECT room_id AS id, version FROM room_presence_heads WHERE changed_at >= ?',
      [since],
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  /** Nodes that have left rows behind although they are no more. */
  async departedNodes(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      'SELECT DISTINCT node_id AS id FROM room_presences WHERE node_id NOT IN (SELECT id FROM nodes)',
    );
    return rows.map(({ id }) => id);
  }

  /** Removes the rows of a node; answers the rooms that it was in, with their conversations. */
  async removeNode(tx: Transaction, nodeId: string): Promise<{ roomId: string; conversationId: string }[]> {
    const rooms = await tx.query<{ roomId: string; conversationId: string }>(
      `SELECT DISTINCT p.room_id AS roomId, r.conversation_id AS conversationId
       FROM room_presences p JOIN rooms r ON r.id = p.room_id WHERE p.node_id = ? ORDER BY p.room_id`,
      [nodeId],
    );
    const { greatest, nowMs } = tx.dialect;
    for (const chunk of chunksOf(rooms.map(({ roomId }) => roomId))) {
      await tx.execute(
        `UPDATE room_presence_heads SET version = version + 1, changed_at = ${greatest}(changed_at, ${nowMs})
         WHERE room_id IN (${placeholders(chunk)})`,
        chunk,
      );
      await tx.execute(`DELETE FROM room_presences WHERE node_id = ? AND room_id IN (${placeholders(chunk)})`, [
        nodeId,
        ...chunk,
      ]);
    }
    return rooms;
  }

  /** How many people are in each room; rooms with nobody are missing. */
  async counts(roomIds: readonly string[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const ids of chunksOf(roomIds)) {
      const rows = await this.database.query<{ id: string; present: number | string }>(
        `SELECT room_id AS id, COUNT(DISTINCT user_id) AS present FROM room_presences
         WHERE room_id IN (${placeholders(ids)}) GROUP BY room_id`,
        ids,
      );
      for (const { id, present } of rows) counts.set(id, Number(present));
    }
    return counts;
  }

  /** The people in a room in the order in which they entered. Pages of several rooms in one answer are read together. */
  page(roomId: string, args: PageArgs, loaders: LoaderCache): Promise<Page<PresentUser>> {
    return pageOf<PresentUser>(args, {
      keyShape: 'ns',
      keyOf: ({ enteredAt, userId }) => [enteredAt, userId],
      fetch: async (slice) => {
        const loader = loaders.get<string, PresentUser[]>(`rooms.present:${JSON.stringify(slice)}`, (ids) =>
          this.slices(ids, slice),
        );
        return (await loader.load(roomId)) ?? [];
      },
    });
  }

  private async slices(
    roomIds: readonly string[],
    slice: Parameters<typeof sliceCondition>[0],
  ): Promise<Map<string, PresentUser[]>> {
    const { where, parameters, orderBy } = sliceCondition(slice, ['enteredAt', 'userId']);
    const rows = await this.database.query<PresentUser & { readonly roomId: string }>(
      `SELECT roomId, userId, enteredAt FROM (
         SELECT roomId, userId, enteredAt, ROW_NUMBER() OVER (PARTITION BY roomId ORDER BY ${orderBy}) AS place
         FROM (SELECT room_id AS roomId, user_id AS userId, MIN(entered_at) AS enteredAt FROM room_presences
               WHERE room_id IN (${placeholders(roomIds)}) GROUP BY room_id, user_id) AS present
         WHERE ${where}) AS placed
       WHERE place <= ${slice.limit} ORDER BY roomId, place`,
      [...roomIds, ...parameters],
    );
    const found = new Map<string, PresentUser[]>();
    for (const { roomId, userId, enteredAt } of rows)
      found.set(roomId, [...(found.get(roomId) ?? []), { userId, enteredAt }]);
    return found;
  }
}
