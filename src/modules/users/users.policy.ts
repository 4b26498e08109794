import { nameKey } from '../../common/text/text.js';
import { isId } from '../../common/ids/ids.js';

/** What a person may say of their sex. */
export enum Sex {
  MALE = 'MALE',
  FEMALE = 'FEMALE',
  UNKNOWN = 'UNKNOWN',
}

/** Who may open a direct conversation with a person. */
export enum DirectConversationsFrom {
  EVERYONE = 'EVERYONE',
  CONTACTS = 'CONTACTS',
}

export const DELETED_NICKNAME = 'Deleted user';
export const NICKNAME_MAX = 64;
export const SIGNATURE_MAX = 280;
export const EMAIL_MAX = 254;
export const IDENTIFIER_MAX = 254;
export const PHOTO_WALL_MAX = 30;
export const EARLIEST_BIRTHDAY = '1900-01-01';

const NICKNAME_KEY_MAX = 128;

// The three can't be mistaken for each other: digits only, a letter first, an @ inside.
export const ACCOUNT_NUMBER = /^[1-9]\d{4,11}$/;
export const USERNAME = /^[A-Za-z][A-Za-z0-9._-]{2,31}$/;
export const PHONE = /^\+?\d[\d ()./-]{1,30}$/;

export const usernameKey = (username: string): string => username.toLowerCase();

export const emailKey = (email: string): string => email.normalize('NFKC').toLowerCase();

export const nicknameKey = (nickname: string): string => [...nameKey(nickname)].slice(0, NICKNAME_KEY_MAX).join('');

/** Which column a text that names a person is to be sought in, and as what. */
export interface IdentifierColumn {
  readonly column: 'id' | 'account_number' | 'username_key' | 'email_key';
  readonly value: string;
}

/** Reads an id, account number, username or e-mail address by its form; null when it has none of these forms. */
export function identifierColumn(identifier: string): IdentifierColumn | null {
  const text = identifier.trim();
  if (text.length > IDENTIFIER_MAX || !text.isWellFormed()) return null;
  if (isId(text)) return { column: 'id', value: text };
  if (ACCOUNT_NUMBER.test(text)) return { column: 'account_number', value: text };
  if (text.includes('@')) return { column: 'email_key', value: emailKey(text) };
  return USERNAME.test(text) ? { column: 'username_key', value: usernameKey(text) } : null;
}

/** The day (UTC) of a time in milliseconds, as `YYYY-MM-DD`. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Which rule a birthday breaks, or null: `date`, `min`, `future` (by the day in UTC). */
export function birthdayFault(birthday: string, now: number): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(birthday)) return 'date';
  const time = Date.parse(`${birthday}T00:00:00Z`);
  if (Number.isNaN(time) || dayOf(time) !== birthday) return 'date';
  if (birthday < EARLIEST_BIRTHDAY) return 'min';
  return birthday > dayOf(now) ? 'future' : null;
}

/** Full years since the birthday, in UTC; never negative. */
export function ageOn(birthday: string, now: number): number {
  const today = dayOf(now);
  const years = Number(today.slice(0, 4)) - Number(birthday.slice(0, 4));
  return Math.max(0, today.slice(5) < birthday.slice(5) ? years - 1 : years);
}

/** Whether an account is an administrator's: marked so, or named in ADMIN_ACCOUNTS by account number or e-mail. */
export function isAdministrator(
  user: { readonly isAdmin: boolean; readonly accountNumber: string; readonly emailKey: string | null },
  adminAccounts: readonly string[],
): boolean {
  return (
    user.isAdmin ||
    adminAccounts.some((account) => account === user.accountNumber || emailKey(account) === user.emailKey)
  );
}
