import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import type { Sql } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import type { ContactGroupEntity } from './entities/contact-group.entity.js';
import type { ContactGroupType } from './graphql/contact-group.type.js';

interface GroupRow {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly position: number;
  readonly default_group_id: string | null;
}

/** The tables of contact lists and their groups. */
@Injectable()
export class ContactGroupsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Locks the user's contact list until commit, so that limits, positions and the one default group hold against
   * requests that race. Taken before any other row of contacts.
   */
  async lock(tx: Transaction, userId: string): Promise<void> {
    await tx.execute(tx.dialect.insertIgnore('contact_lists', ['user_id', 'default_group_id'], 1), [userId, null]);
    await tx.query(`SELECT user_id FROM contact_lists WHERE user_id = ?${tx.dialect.forUpdate}`, [userId]);
  }

  /** The user's groups in order. */
  async ofUser(userId: string, sql: Sql = this.database): Promise<ContactGroupType[]> {
    const rows = await sql.query<GroupRow>(
      `SELECT g.id, g.user_id, g.name, g.position, l.default_group_id
       FROM contact_groups g JOIN contact_lists l ON l.user_id = g.user_id
       WHERE g.user_id = ? ORDER BY g.position, g.id`,
      [userId],
    );
    return rows.map((row) => ({
      id: row.id,
      ownerId: row.user_id,
      name: row.name,
      position: row.position,
      isDefault: row.default_group_id === row.id,
    }));
  }

  async idByKey(tx: Transaction, userId: string, nameKey: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>('SELECT id FROM contact_groups WHERE user_id = ? AND name_key = ?', [
      userId,
      nameKey,
    ]);
    return row?.id ?? null;
  }

  async insert(tx: Transaction, group: ContactGroupEntity): Promise<void> {
    await tx.execute(
      'INSERT INTO contact_groups (id, user_id, name, name_key, position, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      [group.id, group.userId, group.name, group.nameKey, group.position, group.createdAt],
    );
  }

  async rename(tx: Transaction, groupId: string, name: string, nameKey: string): Promise<void> {
    await tx.execute('UPDATE contact_groups SET name = ?, name_key = ? WHERE id = ?', [name, nameKey, groupId]);
  }

  async makeDefault(tx: Transaction, userId: string, groupId: string): Promise<void> {
    await tx.execute('UPDATE contact_lists SET default_group_id = ? WHERE user_id = ?', [groupId, userId]);
  }

  /** Writes the places of groups that stand elsewhere than their order says. */
  async reorder(tx: Transaction, ordered: readonly ContactGroupType[]): Promise<void> {
    for (const [position, group] of ordered.entries())
      if (group.position !== position)
        await tx.execute('UPDATE contact_groups SET position = ? WHERE id = ?', [position, group.id]);
  }

  async delete(tx: Transaction, groupId: string): Promise<void> {
    await tx.execute('DELETE FROM contact_groups WHERE id = ?', [groupId]);
  }
}
