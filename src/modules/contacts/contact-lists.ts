import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../common/database/transaction.js';
import { invalidInput, notFound } from '../../common/errors/app-error.js';
import { newId } from '../../common/ids/ids.js';
import { cleanName, nameKey } from '../../common/text/text.js';
import { Clock } from '../../common/time/clock.js';
import { ContactGroupsRepository } from './contact-groups.repository.js';
import { tooMany } from './contacts.errors.js';
import { DEFAULT_GROUP_NAME, GROUP_NAME_KEY_MAX, GROUP_NAME_MAX, MAX_GROUPS } from './contacts.policy.js';
import type { ContactGroupType } from './graphql/contact-group.type.js';

/** A group's name as it is shown, and what makes two of them the same. */
export interface GroupName {
  readonly text: string;
  readonly key: string;
}

/** A group to put a contact into, and whether it was made for that. */
export interface TargetGroup {
  readonly id: string;
  readonly made: boolean;
}

/** @throws AppError INVALID_INPUT */
export function groupName(raw: string, field: string): GroupName {
  const text = cleanName(raw, field, 1, GROUP_NAME_MAX);
  const key = nameKey(text);
  // A ligature may stand for many letters.
  if (key.length > GROUP_NAME_KEY_MAX) throw invalidInput(field, 'maxLength');
  return { text, key };
}

const DEFAULT_NAME = groupName(DEFAULT_GROUP_NAME, 'name');

/**
 * What the use cases on contacts and on groups share. All methods need the list's lock, which makes of two requests
 * that name the same new group one group, and of two that need a default group one default group.
 */
@Injectable()
export class ContactLists {
  constructor(
    private readonly groups: ContactGroupsRepository,
    private readonly clock: Clock,
  ) {}

  /** Locks the user's contact list until commit; the first thing that a use case does. */
  lock(tx: Transaction, userId: string): Promise<void> {
    return this.groups.lock(tx, userId);
  }

  /** @throws AppError NOT_FOUND when it is not a group of the user's */
  async require(tx: Transaction, userId: string, groupId: string): Promise<ContactGroupType> {
    const group = (await this.groups.ofUser(userId, tx)).find(({ id }) => id === groupId);
    if (!group) throw notFound('contact group');
    return group;
  }

  /**
   * The group of this name, made when missing; without a name the default group.
   * @throws AppError TOO_LARGE
   */
  async ensure(tx: Transaction, userId: string, name: GroupName | null): Promise<TargetGroup> {
    if (name === null) return this.ensureDefault(tx, userId);
    const existing = await this.groups.idByKey(tx, userId, name.key);
    return existing === null
      ? { id: (await this.make(tx, userId, name)).id, made: true }
      : { id: existing, made: false };
  }

  /**
   * Makes a group at the end.
   * @throws AppError TOO_LARGE
   */
  async make(tx: Transaction, userId: string, name: GroupName): Promise<ContactGroupType> {
    const groups = await this.groups.ofUser(userId, tx);
    if (groups.length >= MAX_GROUPS) throw tooMany('contact groups', MAX_GROUPS);
    const id = newId();
    const position = groups.length;
    await this.groups.insert(tx, {
      id,
      userId,
      name: name.text,
      nameKey: name.key,
      position,
      createdAt: this.clock.now(),
    });
    const isDefault = await this.adopt(tx, userId, groups, id, name);
    return { id, ownerId: userId, name: name.text, position, isDefault };
  }

  /** Makes a group the default one if there is none yet and it bears that name. Answers whether it did. */
  async adopt(
    tx: Transaction,
    userId: string,
    groups: readonly ContactGroupType[],
    groupId: string,
    name: GroupName,
  ): Promise<boolean> {
    if (name.key !== DEFAULT_NAME.key || groups.some(({ isDefault }) => isDefault)) return false;
    await this.groups.makeDefault(tx, userId, groupId);
    return true;
  }

  private async ensureDefault(tx: Transaction, userId: string): Promise<TargetGroup> {
    const existing = (await this.groups.ofUser(userId, tx)).find(({ isDefault }) => isDefault);
    return existing
      ? { id: existing.id, made: false }
      : { id: (await this.make(tx, userId, DEFAULT_NAME)).id, made: true };
  }
}
