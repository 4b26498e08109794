import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Transaction } from '../../common/database/transaction.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { AppError, forbidden, notFound } from '../../common/errors/app-error.js';
import { isId, newId } from '../../common/ids/ids.js';
import { ImageDirectory } from '../../common/media/image-directory.js';
import { UserChangeLog } from '../../common/realtime/user-change-log.js';
import { cleanName } from '../../common/text/text.js';
import { Clock } from '../../common/time/clock.js';
import type { UserEntity } from './entities/user.entity.js';
import { changesOf, tombstone, type ProfileChanges } from './profile-changes.js';
import { accountNumberTaken } from './users.errors.js';
import './users.events.js';
import { dayOf, DirectConversationsFrom, NICKNAME_MAX, nicknameKey, Sex } from './users.policy.js';
import { UsersRepository } from './users.repository.js';

/** What a new account is made of. Everything but the nickname may be left out. */
export interface NewProfile extends ProfileChanges {
  readonly nickname: string;
  readonly accountNumber?: string | null;
}

export interface ImageChanges {
  readonly avatarAttachmentId?: string | null;
  readonly photoWallAttachmentIds?: readonly string[] | null;
}

export interface AdminChanges extends ProfileChanges {
  readonly userId: string;
  readonly removeImages?: boolean;
}

const ASSIGNED_FROM = 100_000_000;
const ASSIGNED_BELOW = 10_000_000_000;
const ASSIGN_ATTEMPTS = 8;

/** Makes, changes and erases profiles. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly users: UsersRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly changeLog: UserChangeLog,
    private readonly images: ImageDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes an account with the chosen account number, or a free one of 9 to 10 digits.
   * @throws AppError ACCOUNT_NUMBER_TAKEN, USERNAME_TAKEN, EMAIL_TAKEN (also when somebody else was faster), INVALID_INPUT
   */
  async create(tx: Transaction, profile: NewProfile): Promise<UserEntity> {
    const now = this.clock.now();
    const nickname = cleanName(profile.nickname, 'nickname', 1, NICKNAME_MAX);
    const user: UserEntity = {
      id: newId(),
      accountNumber: profile.accountNumber ?? '',
      username: null,
      usernameKey: null,
      email: null,
      emailKey: null,
      nickname,
      nicknameKey: nicknameKey(nickname),
      avatarAttachmentId: null,
      signature: '',
      sex: Sex.UNKNOWN,
      birthday: dayOf(now),
      phone: null,
      directConversationsFrom: DirectConversationsFrom.EVERYONE,
      isAdmin: false,
      registeredAt: now,
      updatedAt: now,
      deletedAt: null,
      ...changesOf(profile, { registeredAt: now }, now),
    };
    if (user.accountNumber === '') return this.insertAssigned(tx, user);
    if (!(await this.users.insert(tx, user))) throw accountNumberTaken();
    return user;
  }

  /**
   * Changes the viewer's own profile; what is left out stays. Tells the user's other devices.
   * @throws AppError USERNAME_TAKEN, EMAIL_TAKEN, INVALID_INPUT, and for images NOT_FOUND, ATTACHMENT_NOT_READY
   */
  async update(viewer: Viewer, changes: ProfileChanges & ImageChanges): Promise<UserEntity> {
    return this.unitOfWork.run((tx) => this.change(tx, viewer.userId, changes));
  }

  /**
   * Changes anybody's profile; the viewer must be an administrator.
   * @throws AppError FORBIDDEN, NOT_FOUND, and what update() throws
   */
  async updateAsAdmin(viewer: Viewer, { userId, removeImages, ...changes }: AdminChanges): Promise<UserEntity> {
    if (!viewer.isAdmin) throw forbidden('admin');
    if (!isId(userId)) throw notFound('User');
    const images = removeImages ? { avatarAttachmentId: null, photoWallAttachmentIds: null } : {};
    return this.unitOfWork.run((tx) => this.change(tx, userId, { ...changes, ...images }));
  }

  /**
   * Erases the profile in the caller's transaction and leaves a tombstone: the account number stays taken, username and
   * e-mail address become free. Emits `users.deleted`.
   * @throws AppError NOT_FOUND when there is no such user, or no more
   */
  async erase(tx: Transaction, userId: string): Promise<void> {
    const user = isId(userId) ? await this.users.lock(tx, userId) : null;
    if (!user) throw notFound('User');
    await this.users.update(tx, userId, tombstone(user, this.clock.now()));
    await this.users.replacePhotos(tx, userId, []);
    tx.emit({ name: 'users.deleted', payload: { userId } });
  }

  private async change(tx: Transaction, userId: string, changes: ProfileChanges & ImageChanges): Promise<UserEntity> {
    const user = await this.users.lock(tx, userId);
    if (!user) throw notFound('User');
    const columns: Partial<UserEntity> = changesOf(changes, user, this.clock.now());
    if (changes.avatarAttachmentId) await this.images.resolveOwnImage(tx, userId, changes.avatarAttachmentId);
    if (changes.avatarAttachmentId !== undefined) columns.avatarAttachmentId = changes.avatarAttachmentId;
    const wall = changes.photoWallAttachmentIds;
    if (Object.keys(columns).length === 0 && wall === undefined) return user;

    columns.updatedAt = this.clock.now();
    await this.users.update(tx, userId, columns);
    if (wall !== undefined) await this.hang(tx, userId, wall ?? []);
    if (columns.emailKey !== undefined && user.email !== null && columns.emailKey !== user.emailKey)
      tx.emit({ name: 'users.email-changed', payload: { userId, previous: user.email } });
    await this.changeLog.append(tx, userId, [{ kind: 'PROFILE', ref: userId }]);
    return { ...user, ...columns };
  }

  private async hang(tx: Transaction, userId: string, attachmentIds: readonly string[]): Promise<void> {
    for (const attachmentId of attachmentIds) await this.images.resolveOwnImage(tx, userId, attachmentId);
    await this.users.replacePhotos(tx, userId, attachmentIds);
  }

  private async insertAssigned(tx: Transaction, user: UserEntity): Promise<UserEntity> {
    for (let attempt = 0; attempt < ASSIGN_ATTEMPTS; attempt += 1) {
      const assigned = { ...user, accountNumber: String(randomInt(ASSIGNED_FROM, ASSIGNED_BELOW)) };
      if (await this.users.insert(tx, assigned)) return assigned;
    }
    throw new AppError('UNAVAILABLE', 'No free account number was found; try again', { retryable: true });
  }
}
