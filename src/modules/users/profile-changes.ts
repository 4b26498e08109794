import { invalidInput } from '../../common/errors/app-error.js';
import { cleanName } from '../../common/text/text.js';
import type { UserEntity } from './entities/user.entity.js';
import {
  birthdayFault,
  dayOf,
  DELETED_NICKNAME,
  DirectConversationsFrom,
  emailKey,
  NICKNAME_MAX,
  nicknameKey,
  Sex,
  SIGNATURE_MAX,
  usernameKey,
} from './users.policy.js';

/** What may be changed of a profile: left out = stays, null = cleared. */
export interface ProfileChanges {
  readonly nickname?: string;
  readonly username?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly signature?: string | null;
  readonly sex?: Sex;
  readonly birthday?: string | null;
  readonly directConversationsFrom?: DirectConversationsFrom;
  readonly isAdmin?: boolean;
}

/**
 * The columns that the changes come to, cleaned and with their keys.
 * @throws AppError INVALID_INPUT
 */
export function changesOf(
  changes: ProfileChanges,
  user: { readonly registeredAt: number },
  now: number,
): Partial<UserEntity> {
  const { nickname, username, email, phone, signature, sex, birthday, directConversationsFrom, isAdmin } = changes;
  const columns: Partial<UserEntity> = {};
  if (nickname !== undefined) {
    columns.nickname = cleanName(nickname, 'nickname', 1, NICKNAME_MAX);
    columns.nicknameKey = nicknameKey(columns.nickname);
  }
  if (username !== undefined)
    Object.assign(columns, { username, usernameKey: username === null ? null : usernameKey(username) });
  if (email !== undefined) Object.assign(columns, { email, emailKey: email === null ? null : emailKey(email) });
  if (phone !== undefined) columns.phone = phone;
  if (signature !== undefined) columns.signature = cleanName(signature ?? '', 'signature', 0, SIGNATURE_MAX);
  if (sex !== undefined) columns.sex = sex;
  if (birthday !== undefined) columns.birthday = birthday ?? dayOf(user.registeredAt);
  if (directConversationsFrom !== undefined) columns.directConversationsFrom = directConversationsFrom;
  if (isAdmin !== undefined) columns.isAdmin = isAdmin;

  const fault = columns.birthday === undefined ? null : birthdayFault(columns.birthday, now);
  if (fault) throw invalidInput('birthday', fault);
  return columns;
}

/** What remains of a deleted account. The day of registration takes the birthday's place, which may not be empty. */
export const tombstone = (user: UserEntity, now: number): Partial<UserEntity> => ({
  username: null,
  usernameKey: null,
  email: null,
  emailKey: null,
  nickname: DELETED_NICKNAME,
  nicknameKey: nicknameKey(DELETED_NICKNAME),
  avatarAttachmentId: null,
  signature: '',
  sex: Sex.UNKNOWN,
  birthday: dayOf(user.registeredAt),
  phone: null,
  directConversationsFrom: DirectConversationsFrom.CONTACTS,
  isAdmin: false,
  updatedAt: now,
  deletedAt: now,
});
