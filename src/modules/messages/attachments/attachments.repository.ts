import { Injectable } from '@nestjs/common';
import { Database } from '../../../common/database/database.js';
import { chunksOf, placeholders } from '../../../common/database/dialect.js';
import type { Sql, SqlValue } from '../../../common/database/sql.js';
import type { Transaction } from '../../../common/database/transaction.js';
import { AttachmentStatus } from './attachments.policy.js';
import type { AttachmentEntity } from './entities/attachment.entity.js';

const COLUMNS = {
  id: 'id',
  ownerId: 'owner_id',
  fileName: 'file_name',
  size: 'size',
  status: 'status',
  rejectReason: 'reject_reason',
  kind: 'kind',
  contentType: 'content_type',
  width: 'width',
  height: 'height',
  durationMs: 'duration_ms',
  createdAt: 'created_at',
  completedAt: 'completed_at',
  uploadExpiresAt: 'upload_expires_at',
  expiresAt: 'expires_at',
  keptAt: 'kept_at',
  conversationId: 'conversation_id',
  messageSeq: 'message_seq',
  position: 'position',
} as const satisfies Record<keyof AttachmentEntity, string>;

type AttachmentColumn = (typeof COLUMNS)[keyof AttachmentEntity];

const SELECT = `SELECT ${Object.entries(COLUMNS)
  .map(([property, column]) => `${column} AS ${property}`)
  .join(', ')} FROM attachments`;

/** Nobody needs it: neither a message nor a profile. */
const UNUSED = 'conversation_id IS NULL AND kept_at IS NULL';

export interface SweepCandidate {
  readonly id: string;
  readonly expiresAt: number;
}

/** Every query on attachments but those of the send path. */
@Injectable()
export class AttachmentsRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Transaction, attachment: AttachmentEntity): Promise<void> {
    const properties = Object.keys(COLUMNS) as (keyof AttachmentEntity)[];
    await tx.execute(
      `INSERT INTO attachments (${properties.map((property) => COLUMNS[property]).join(', ')})
       VALUES (${placeholders(properties)})`,
      properties.map((property) => attachment[property]),
    );
  }

  async byIds(ids: readonly string[], sql: Sql = this.database): Promise<Map<string, AttachmentEntity>> {
    const found = new Map<string, AttachmentEntity>();
    for (const chunk of chunksOf([...new Set(ids)])) {
      const rows = await sql.query<AttachmentEntity>(`${SELECT} WHERE id IN (${placeholders(chunk)})`, chunk);
      for (const row of rows) found.set(row.id, row);
    }
    return found;
  }

  async byId(id: string, sql: Sql = this.database): Promise<AttachmentEntity | null> {
    return (await this.byIds([id], sql)).get(id) ?? null;
  }

  /** Attachments of messages in their order; one query per 500 messages, by index range of each conversation. */
  async ofMessages(
    messages: readonly { readonly conversationId: string; readonly seq: number }[],
  ): Promise<AttachmentEntity[]> {
    const found: AttachmentEntity[] = [];
    for (const chunk of chunksOf(messages)) {
      const seqsOf = new Map<string, number[]>();
      for (const { conversationId, seq } of chunk)
        seqsOf.set(conversationId, [...(seqsOf.get(conversationId) ?? []), seq]);
      const ranges = [...seqsOf.values()].map(
        (seqs) => `(conversation_id = ? AND message_seq IN (${placeholders(seqs)}))`,
      );
      const rows = await this.database.query<AttachmentEntity>(
        `${SELECT} WHERE (${ranges.join(' OR ')}) AND status = ? ORDER BY conversation_id, message_seq, position`,
        [...[...seqsOf].flatMap(([id, seqs]) => [id, ...seqs]), AttachmentStatus.READY],
      );
      found.push(...rows);
    }
    return found;
  }

  /** How many uploads of a user nobody needs (yet), and when the first of them is swept away. */
  async unattachedOf(ownerId: string): Promise<{ count: number; firstExpiresAt: number }> {
    const [row] = await this.database.query<{ count: number; first: number | null }>(
      'SELECT COUNT(*) AS count, MIN(expires_at) AS first FROM attachments WHERE owner_id = ? AND expires_at IS NOT NULL',
      [ownerId],
    );
    return { count: Number(row?.count ?? 0), firstExpiresAt: Number(row?.first ?? 0) };
  }

  /** Sets columns of an upload that is still PENDING; false when it is not, or gone. */
  async settle(tx: Transaction, id: string, values: Partial<Record<AttachmentColumn, SqlValue>>): Promise<boolean> {
    const assignments = Object.keys(values).map((column) => `${column} = ?`);
    const found = await tx.execute(
      `UPDATE attachments SET ${assignments.join(', ')} WHERE id = ? AND status = '${AttachmentStatus.PENDING}'`,
      [...Object.values(values), id],
    );
    return found > 0;
  }

  /** Keeps a READY image of this owner for a profile; false when it is none. */
  async keepImage(tx: Transaction, ownerId: string, id: string, at: number): Promise<boolean> {
    const found = await tx.execute(
      `UPDATE attachments SET kept_at = COALESCE(kept_at, ?), expires_at = NULL
       WHERE id = ? AND owner_id = ? AND status = '${AttachmentStatus.READY}' AND kind = 'IMAGE'`,
      [at, id, ownerId],
    );
    return found > 0;
  }

  /** Takes a message's attachments away from it; answers those that nothing else needs, now DISCARDED. */
  async detach(tx: Transaction, conversationId: string, seq: number, at: number): Promise<string[]> {
    const rows = await tx.query<{ id: string; kept_at: number | null }>(
      `SELECT id, kept_at FROM attachments WHERE conversation_id = ? AND message_seq = ?${tx.dialect.forUpdate}`,
      [conversationId, seq],
    );
    if (rows.length === 0) return [];
    await tx.execute(
      `UPDATE attachments SET conversation_id = NULL, message_seq = NULL, position = NULL
       WHERE conversation_id = ? AND message_seq = ?`,
      [conversationId, seq],
    );
    const unneeded = rows.filter((row) => row.kept_at === null).map((row) => row.id);
    await this.discard(tx, unneeded, at);
    return unneeded;
  }

  /** Frees what a user's profile needed and discards what no message needs; answers the discarded ids. */
  async detachOwner(tx: Transaction, ownerId: string, at: number): Promise<string[]> {
    await tx.execute('UPDATE attachments SET kept_at = NULL WHERE owner_id = ? AND kept_at IS NOT NULL', [ownerId]);
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM attachments WHERE owner_id = ? AND ${UNUSED} AND status <> ?`,
      [ownerId, AttachmentStatus.DISCARDED],
    );
    const ids = rows.map((row) => row.id);
    await this.discard(tx, ids, at);
    return ids;
  }

  /** Makes unused attachments invisible for good and due for the sweep; used ones stay as they are. */
  async discard(tx: Transaction, ids: readonly string[], at: number): Promise<void> {
    for (const chunk of chunksOf(ids))
      await tx.execute(
        `UPDATE attachments SET status = '${AttachmentStatus.DISCARDED}', expires_at = ?
         WHERE id IN (${placeholders(chunk)}) AND ${UNUSED} AND status <> '${AttachmentStatus.DISCARDED}'`,
        [at, ...chunk],
      );
  }

  /** Which of these are DISCARDED. */
  async discardedAmong(ids: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const chunk of chunksOf(ids)) {
      const rows = await this.database.query<{ id: string }>(
        `SELECT id FROM attachments WHERE id IN (${placeholders(chunk)}) AND status = '${AttachmentStatus.DISCARDED}'`,
        chunk,
      );
      for (const row of rows) found.push(row.id);
    }
    return found;
  }

  /** What is due for the sweep, oldest first, after a candidate of the page before. */
  async due(now: number, after: SweepCandidate, limit: number): Promise<SweepCandidate[]> {
    return this.database.query<SweepCandidate & Record<string, SqlValue>>(
      `SELECT id, expires_at AS expiresAt FROM attachments
       WHERE expires_at <= ? AND (expires_at > ? OR (expires_at = ? AND id > ?)) ORDER BY expires_at, id LIMIT ${limit}`,
      [now, after.expiresAt, after.expiresAt, after.id],
    );
  }

  /** Forgets discarded attachments whose upload links are dead; the others are swept once more, later. */
  async forget(tx: Transaction, ids: readonly string[], now: number, graceMs: number): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      const where = `id IN (${placeholders(chunk)}) AND status = '${AttachmentStatus.DISCARDED}'`;
      await tx.execute(`DELETE FROM attachments WHERE ${where} AND upload_expires_at <= ?`, [...chunk, now - graceMs]);
      await tx.execute(`UPDATE attachments SET expires_at = upload_expires_at + ? WHERE ${where}`, [graceMs, ...chunk]);
    }
  }
}
