import type { UserEntity } from './entities/user.entity.js';

/**
 * A person beside what they have written: as much of the row as some fields of `User` need, read in the same statement.
 * It stands for the whole row only where no other field is asked for, so it must not get where others look people up.
 */
export type PersonCard = Pick<UserEntity, 'id' | 'nickname' | 'avatarAttachmentId'> &
  Partial<Pick<UserEntity, 'accountNumber' | 'username'>>;

/** A card's columns under their names in a join. The nickname is null when there is no such person. */
export interface PersonCardRow {
  readonly u_nickname: string | null;
  readonly u_avatar: string | null;
  readonly u_number?: string;
  readonly u_username?: string | null;
}

/** What to read of `users u`. */
export interface PersonCardShape {
  /** Tells the shapes apart. */
  readonly key: string;
  readonly columns: readonly (readonly [expression: string, name: keyof PersonCardRow])[];
  readonly of: (id: string, row: PersonCardRow) => PersonCard | null;
}

const SMALL: PersonCardShape = {
  key: 'small',
  columns: [
    ['u.nickname', 'u_nickname'],
    ['u.avatar_attachment_id', 'u_avatar'],
  ],
  of: (id, { u_nickname: nickname, u_avatar: avatarAttachmentId }) =>
    nickname === null ? null : { id, nickname, avatarAttachmentId },
};

const LARGE: PersonCardShape = {
  key: 'large',
  columns: [...SMALL.columns, ['u.account_number', 'u_number'], ['u.username', 'u_username']],
  of: (id, { u_nickname: nickname, u_avatar: avatarAttachmentId, u_number: accountNumber, u_username }) =>
    nickname === null
      ? null
      : { id, nickname, avatarAttachmentId, accountNumber: accountNumber as string, username: u_username ?? null },
};

const IN_SMALL: ReadonlySet<string> = new Set(['__typename', 'id', 'nickname', 'avatarUrl']);
const IN_LARGE: ReadonlySet<string> = new Set([...IN_SMALL, 'accountNumber', 'username']);

/** The card that serves these fields of `User`; null when the whole row is needed, or none. */
export function personCardFor(fields: ReadonlySet<string>): PersonCardShape | null {
  const names = [...fields];
  if (names.length === 0) return null;
  if (names.every((name) => IN_SMALL.has(name))) return SMALL;
  return names.every((name) => IN_LARGE.has(name)) ? LARGE : null;
}
