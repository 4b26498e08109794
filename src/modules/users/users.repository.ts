import { Injectable } from '@nestjs/common';
import { unavailable } from '../../common/errors/app-error.js';
import { pageOf, sliceCondition, type Page } from '../../common/graphql/connection.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import { Database } from '../../common/database/database.js';
import { isDuplicate } from '../../common/database/database-errors.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import type { Sql, SqlValue } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import type { UserEntity } from './entities/user.entity.js';
import { emailTaken, usernameTaken } from './users.errors.js';
import { nicknameKey, type IdentifierColumn } from './users.policy.js';

const COLUMNS = {
  id: 'id',
  accountNumber: 'account_number',
  username: 'username',
  usernameKey: 'username_key',
  email: 'email',
  emailKey: 'email_key',
  nickname: 'nickname',
  nicknameKey: 'nickname_key',
  avatarAttachmentId: 'avatar_attachment_id',
  signature: 'signature',
  sex: 'sex',
  birthday: 'birthday',
  phone: 'phone',
  directConversationsFrom: 'direct_conversations_from',
  isAdmin: 'is_admin',
  registeredAt: 'registered_at',
  updatedAt: 'updated_at',
  deletedAt: 'deleted_at',
} as const satisfies Record<keyof UserEntity, string>;

const SELECT = `SELECT ${Object.entries(COLUMNS)
  .map(([property, column]) => `${column} AS ${property}`)
  .join(', ')} FROM users`;

type UserRow = Omit<UserEntity, 'isAdmin'> & { readonly isAdmin: number | boolean };

const toEntity = (row: UserRow): UserEntity => ({ ...row, isAdmin: Boolean(row.isAdmin) });

/** The largest code point: above everything that begins with a prefix, in the byte order of the key columns. */
const HIGHEST = '\u{10FFFF}';

/** Every query on users and their photos. */
@Injectable()
export class UsersRepository {
  constructor(private readonly database: Database) {}

  async byIds(ids: readonly string[], sql: Sql = this.database): Promise<Map<string, UserEntity>> {
    const found = new Map<string, UserEntity>();
    for (const chunk of chunksOf([...new Set(ids)])) {
      const rows = await sql.query<UserRow>(`${SELECT} WHERE id IN (${placeholders(chunk)})`, chunk);
      for (const row of rows) found.set(row.id, toEntity(row));
    }
    return found;
  }

  async byColumn({ column, value }: IdentifierColumn, sql: Sql = this.database): Promise<UserEntity | null> {
    const [row] = await sql.query<UserRow>(`${SELECT} WHERE ${column} = ? AND deleted_at IS NULL`, [value]);
    return row ? toEntity(row) : null;
  }

  /** Reads a user whose row stays locked until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<UserEntity | null> {
    const [row] = await tx.query<UserRow>(`${SELECT} WHERE id = ? AND deleted_at IS NULL${tx.dialect.forUpdate}`, [id]);
    return row ? toEntity(row) : null;
  }

  /** Whether a value is in use, also by a tombstone. */
  async isTaken({ column, value }: IdentifierColumn, sql: Sql = this.database): Promise<boolean> {
    return (await sql.query(`SELECT 1 AS taken FROM users WHERE ${column} = ?`, [value])).length > 0;
  }

  /** Inserts the row; answers false when the account number is taken and nothing else is. */
  async insert(tx: Transaction, user: UserEntity): Promise<boolean> {
    const properties = Object.keys(COLUMNS) as (keyof UserEntity)[];
    try {
      await tx.execute(
        `INSERT INTO users (${properties.map((property) => COLUMNS[property]).join(', ')}) VALUES (${placeholders(properties)})`,
        properties.map((property) => user[property]),
      );
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      await this.refuseTaken(tx, user);
      return false;
    }
  }

  /** @throws AppError USERNAME_TAKEN, EMAIL_TAKEN, ACCOUNT_NUMBER_TAKEN */
  async update(tx: Transaction, id: string, changes: Partial<UserEntity>): Promise<void> {
    const properties = Object.keys(changes) as (keyof UserEntity)[];
    if (properties.length === 0) return;
    const values = properties.map((property) => changes[property] as SqlValue);
    try {
      await tx.execute(
        `UPDATE users SET ${properties.map((property) => `${COLUMNS[property]} = ?`).join(', ')} WHERE id = ?`,
        [...values, id],
      );
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      await this.refuseTaken(tx, { ...changes, id });
      throw unavailable('The directory');
    }
  }

  async photos(userIds: readonly string[]): Promise<Map<string, string[]>> {
    const walls = new Map<string, string[]>();
    for (const chunk of chunksOf(userIds)) {
      const rows = await this.database.query<{ user_id: string; attachment_id: string }>(
        `SELECT user_id, attachment_id FROM user_photos WHERE user_id IN (${placeholders(chunk)}) ORDER BY user_id, position`,
        chunk,
      );
      for (const row of rows) walls.set(row.user_id, [...(walls.get(row.user_id) ?? []), row.attachment_id]);
    }
    return walls;
  }

  async replacePhotos(tx: Transaction, userId: string, attachmentIds: readonly string[]): Promise<void> {
    await tx.execute('DELETE FROM user_photos WHERE user_id = ?', [userId]);
    if (attachmentIds.length === 0) return;
    await tx.execute(
      `INSERT INTO user_photos (user_id, position, attachment_id) VALUES ${attachmentIds.map(() => '(?, ?, ?)').join(', ')}`,
      attachmentIds.flatMap((attachmentId, position) => [userId, position, attachmentId]),
    );
  }

  /** People in the order of their nicknames; those whose nickname, username or account number begins with `search`. */
  page(search: string, args: PageArgs): Promise<Page<UserEntity>> {
    return pageOf<UserEntity>(args, {
      keyShape: 'ss',
      keyOf: (user) => [user.nicknameKey, user.id],
      fetch: async (slice) => {
        const { where, parameters, orderBy } = sliceCondition(slice, ['nickname_key', 'id']);
        const matching = matches(search);
        const rows = await this.database.query<UserRow>(
          `${SELECT} WHERE deleted_at IS NULL AND ${where} AND ${matching.where} ORDER BY ${orderBy} LIMIT ${slice.limit}`,
          [...parameters, ...matching.parameters],
        );
        return rows.map(toEntity);
      },
    });
  }

  private async refuseTaken(tx: Transaction, user: Partial<UserEntity> & { id: string }): Promise<void> {
    const taken = async (column: string, value: string | null | undefined): Promise<boolean> =>
      typeof value === 'string' &&
      (await tx.query(`SELECT 1 AS taken FROM users WHERE ${column} = ? AND id <> ?`, [value, user.id])).length > 0;
    if (await taken('username_key', user.usernameKey)) throw usernameTaken();
    if (await taken('email_key', user.emailKey)) throw emailTaken();
  }
}

/** A range instead of LIKE: it is served from the index in both databases, and knows no wildcards. */
function matches(search: string): { where: string; parameters: string[] } {
  const prefix = nicknameKey(search);
  if (prefix === '') return { where: '1 = 1', parameters: [] };
  const columns = ['nickname_key', 'username_key', 'account_number'];
  return {
    where: `(${columns.map((column) => `(${column} >= ? AND ${column} < ?)`).join(' OR ')})`,
    parameters: columns.flatMap(() => [prefix, prefix + HIGHEST]),
  };
}
