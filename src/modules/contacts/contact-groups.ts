import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../common/database/transaction.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { forbidden, invalidInput, notFound } from '../../common/errors/app-error.js';
import { UserChangeLog } from '../../common/realtime/user-change-log.js';
import { Clock } from '../../common/time/clock.js';
import { ContactGroupsRepository } from './contact-groups.repository.js';
import { ContactLists, groupName } from './contact-lists.js';
import { contactGroupExists } from './contacts.errors.js';
import { ContactsRepository } from './contacts.repository.js';
import type { ContactGroupType } from './graphql/contact-group.type.js';

/** What a use case answers, and the id of the group that it changed, if any. */
interface GroupChange<T> {
  readonly result: T;
  readonly changed: string | null;
}

/** The named groups of contact lists, seen and changed by their owner alone. */
@Injectable()
export class ContactGroups {
  constructor(
    private readonly groups: ContactGroupsRepository,
    private readonly lists: ContactLists,
    private readonly contacts: ContactsRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: UserChangeLog,
    private readonly clock: Clock,
  ) {}

  /** The user's groups in order; at most 100. */
  list(userId: string): Promise<ContactGroupType[]> {
    return this.groups.ofUser(userId);
  }

  /**
   * Makes a group, at the end.
   * @throws AppError CONTACT_GROUP_EXISTS, INVALID_INPUT, TOO_LARGE
   */
  async create(userId: string, rawName: string): Promise<ContactGroupType> {
    const name = groupName(rawName, 'name');
    return this.change(userId, async (tx) => {
      if ((await this.groups.idByKey(tx, userId, name.key)) !== null) throw contactGroupExists();
      const group = await this.lists.make(tx, userId, name);
      return { result: group, changed: group.id };
    });
  }

  /**
   * Gives a group another name. Another writing of its own name is fine; the name it has changes nothing.
   * @throws AppError NOT_FOUND, CONTACT_GROUP_EXISTS, INVALID_INPUT
   */
  async rename(userId: string, groupId: string, rawName: string): Promise<ContactGroupType> {
    const name = groupName(rawName, 'name');
    return this.change(userId, async (tx, groups) => {
      const group = pick(groups, groupId);
      if (group.name === name.text) return { result: group, changed: null };
      const holder = await this.groups.idByKey(tx, userId, name.key);
      if (holder !== null && holder !== groupId) throw contactGroupExists();
      await this.groups.rename(tx, groupId, name.text, name.key);
      const adopted = await this.lists.adopt(tx, userId, groups, groupId, name);
      return { result: { ...group, name: name.text, isDefault: group.isDefault || adopted }, changed: groupId };
    });
  }

  /**
   * Moves a group to a place counted from 0; beyond the last place means last. Answers all groups in their new order.
   * @throws AppError NOT_FOUND, INVALID_INPUT
   */
  async move(userId: string, groupId: string, position: number): Promise<ContactGroupType[]> {
    if (position < 0) throw invalidInput('position', 'min');
    return this.change(userId, async (tx, groups) => {
      const group = pick(groups, groupId);
      const ordered = groups.filter((other) => other !== group);
      ordered.splice(position, 0, group);
      await this.groups.reorder(tx, ordered);
      const moved = ordered.indexOf(group) !== group.position;
      return { result: inOrder(ordered), changed: moved ? groupId : null };
    });
  }

  /**
   * Deletes a group. Its contacts go to the default group, which can't be deleted itself. Answers the groups left.
   * @throws AppError NOT_FOUND; FORBIDDEN (reason `default-group`)
   */
  async delete(userId: string, groupId: string): Promise<ContactGroupType[]> {
    return this.change(userId, async (tx, groups) => {
      if (pick(groups, groupId).isDefault) throw forbidden('default-group');
      // The group goes first, so that a full list has room for a default group.
      await this.groups.delete(tx, groupId);
      await this.groups.reorder(tx, await this.groups.ofUser(userId, tx));
      if (await this.contacts.anyInGroup(tx, userId, groupId)) {
        const refuge = await this.lists.ensure(tx, userId, null);
        await this.contacts.regroup(tx, userId, groupId, refuge.id, this.clock.now());
      }
      return { result: await this.groups.ofUser(userId, tx), changed: groupId };
    });
  }

  private change<T>(
    userId: string,
    work: (tx: Transaction, groups: ContactGroupType[]) => Promise<GroupChange<T>>,
  ): Promise<T> {
    return this.unitOfWork.run(async (tx) => {
      await this.lists.lock(tx, userId);
      const { result, changed } = await work(tx, await this.groups.ofUser(userId, tx));
      if (changed !== null) await this.changes.append(tx, userId, [{ kind: 'CONTACT_GROUP', ref: changed }]);
      return result;
    });
  }
}

function pick(groups: readonly ContactGroupType[], groupId: string): ContactGroupType {
  const group = groups.find(({ id }) => id === groupId);
  if (!group) throw notFound('contact group');
  return group;
}

const inOrder = (groups: readonly ContactGroupType[]): ContactGroupType[] =>
  groups.map((group, position) => ({ ...group, position }));
