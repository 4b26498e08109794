import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { isDuplicate } from '../../common/database/database-errors.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import type { Sql, SqlValue } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import type { ContactType } from './graphql/contact.type.js';
import type { ContactEntity } from './entities/contact.entity.js';

interface ContactRow {
  readonly owner_id: string;
  readonly contact_user_id: string;
  readonly alias: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly group_id: string;
  readonly group_name: string;
  readonly group_position: number;
  readonly default_group_id: string | null;
}

/** The table of contacts. */
@Injectable()
export class ContactsRepository {
  constructor(private readonly database: Database) {}

  /** All contacts of a user, or those of one group, in no particular order. */
  ofUser(userId: string, groupId: string | null = null): Promise<ContactType[]> {
    return groupId === null
      ? this.select(this.database, 'c.user_id = ?', [userId])
      : this.select(this.database, 'c.user_id = ? AND c.group_id = ?', [userId, groupId]);
  }

  /** The contacts of a user that are in any of at most 100 groups. */
  ofGroups(userId: string, groupIds: readonly string[]): Promise<ContactType[]> {
    return this.select(this.database, `c.user_id = ? AND c.group_id IN (${placeholders(groupIds)})`, [
      userId,
      ...groupIds,
    ]);
  }

  async one(userId: string, contactUserId: string, sql: Sql = this.database): Promise<ContactType | null> {
    const found = await this.select(sql, 'c.user_id = ? AND c.contact_user_id = ?', [userId, contactUserId]);
    return found[0] ?? null;
  }

  async exists(userId: string, contactUserId: string, sql: Sql = this.database): Promise<boolean> {
    const rows = await sql.query('SELECT 1 AS found FROM contacts WHERE user_id = ? AND contact_user_id = ?', [
      userId,
      contactUserId,
    ]);
    return rows.length > 0;
  }

  /** For each pair whether the first has the second in their list. One query per hundred pairs. */
  async amongPairs(pairs: readonly (readonly [string, string])[]): Promise<boolean[]> {
    const found = new Set<string>();
    for (const chunk of chunksOf(pairs, 100)) {
      const rows = await this.database.query<{ user_id: string; contact_user_id: string }>(
        `SELECT user_id, contact_user_id FROM contacts
         WHERE ${chunk.map(() => '(user_id = ? AND contact_user_id = ?)').join(' OR ')}`,
        chunk.flat(),
      );
      for (const row of rows) found.add(`${row.user_id}:${row.contact_user_id}`);
    }
    return pairs.map(([userId, contactUserId]) => found.has(`${userId}:${contactUserId}`));
  }

  async idsOf(userId: string, sql: Sql = this.database): Promise<string[]> {
    const rows = await sql.query<{ contact_user_id: string }>(
      'SELECT contact_user_id FROM contacts WHERE user_id = ? ORDER BY contact_user_id',
      [userId],
    );
    return rows.map((row) => row.contact_user_id);
  }

  async count(tx: Transaction, userId: string): Promise<number> {
    const [row] = await tx.query<{ count: number | string }>(
      'SELECT COUNT(*) AS count FROM contacts WHERE user_id = ?',
      [userId],
    );
    return Number(row?.count);
  }

  /** Adds the contact; false when the person is one already. */
  async insert(tx: Transaction, contact: ContactEntity): Promise<boolean> {
    try {
      await tx.execute(
        'INSERT INTO contacts (user_id, contact_user_id, group_id, alias, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)',
        [contact.userId, contact.contactUserId, contact.groupId, contact.alias, contact.createdAt, contact.updatedAt],
      );
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  async update(
    tx: Transaction,
    contact: Pick<ContactEntity, 'userId' | 'contactUserId' | 'groupId' | 'alias' | 'updatedAt'>,
  ): Promise<void> {
    await tx.execute(
      'UPDATE contacts SET group_id = ?, alias = ?, updated_at = ? WHERE user_id = ? AND contact_user_id = ?',
      [contact.groupId, contact.alias, contact.updatedAt, contact.userId, contact.contactUserId],
    );
  }

  async anyInGroup(tx: Transaction, userId: string, groupId: string): Promise<boolean> {
    const rows = await tx.query('SELECT 1 AS found FROM contacts WHERE user_id = ? AND group_id = ? LIMIT 1', [
      userId,
      groupId,
    ]);
    return rows.length > 0;
  }

  /** Moves everybody in one group to another. */
  async regroup(tx: Transaction, userId: string, from: string, to: string, now: number): Promise<void> {
    await tx.execute('UPDATE contacts SET group_id = ?, updated_at = ? WHERE user_id = ? AND group_id = ?', [
      to,
      now,
      userId,
      from,
    ]);
  }

  /** False when the person was no contact. */
  async delete(tx: Transaction, userId: string, contactUserId: string): Promise<boolean> {
    const found = await tx.execute('DELETE FROM contacts WHERE user_id = ? AND contact_user_id = ?', [
      userId,
      contactUserId,
    ]);
    return found > 0;
  }

  // One statement, so that a contact is never met without its group.
  private async select(sql: Sql, condition: string, parameters: readonly SqlValue[]): Promise<ContactType[]> {
    const rows = await sql.query<ContactRow>(
      `SELECT c.user_id AS owner_id, c.contact_user_id, c.alias, c.created_at, c.updated_at,
              g.id AS group_id, g.name AS group_name, g.position AS group_position, l.default_group_id
       FROM contacts c
       JOIN contact_groups g ON g.id = c.group_id
       JOIN contact_lists l ON l.user_id = c.user_id
       WHERE ${condition}`,
      parameters,
    );
    return rows.map(contactOf);
  }
}

const contactOf = (row: ContactRow): ContactType => ({
  id: `contact:${row.contact_user_id}`,
  ownerId: row.owner_id,
  userId: row.contact_user_id,
  alias: row.alias,
  createdAt: new Date(row.created_at),
  isNew: row.updated_at === row.created_at,
  group: {
    id: row.group_id,
    ownerId: row.owner_id,
    name: row.group_name,
    position: row.group_position,
    isDefault: row.default_group_id === row.group_id,
  },
});
