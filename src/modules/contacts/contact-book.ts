import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../common/database/transaction.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { invalidInput, notFound } from '../../common/errors/app-error.js';
import { UserChangeLog, type UserChange } from '../../common/realtime/user-change-log.js';
import { cleanName } from '../../common/text/text.js';
import { Clock } from '../../common/time/clock.js';
import { ContactLists, groupName, type GroupName, type TargetGroup } from './contact-lists.js';
import { contactExists, tooMany } from './contacts.errors.js';
import { ALIAS_MAX, MAX_CONTACTS } from './contacts.policy.js';
import { ContactsRepository } from './contacts.repository.js';
import type { AddContactInput } from './graphql/add-contact.input.js';
import type { ContactType } from './graphql/contact.type.js';
import type { UpdateContactInput } from './graphql/update-contact.input.js';
import { People } from './people.js';

/** Changes to contact lists. A list is its owner's alone: adding needs nobody's consent and tells nobody. */
@Injectable()
export class ContactBook {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly lists: ContactLists,
    private readonly people: People,
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: UserChangeLog,
    private readonly clock: Clock,
  ) {}

  /** The viewer's entry for a person, or null. */
  find(viewerId: string, userId: string): Promise<ContactType | null> {
    return this.contacts.one(viewerId, userId);
  }

  /**
   * Adds a person to the viewer's contacts, in a group that is made when missing. Of two requests that race for the
   * same person one succeeds.
   * @throws AppError CONTACT_EXISTS; NOT_FOUND for an unknown person; INVALID_INPUT for oneself; RATE_LIMITED;
   * TOO_LARGE when the list or its groups are full
   */
  async add(viewerId: string, input: AddContactInput): Promise<ContactType> {
    const contactUserId = await this.people.another(viewerId, input);
    const alias = cleanAlias(input.alias);
    const wanted = input.groupName ?? null;
    const name = wanted === null ? null : groupName(wanted, 'groupName');
    return this.unitOfWork.run(async (tx) => {
      await this.lists.lock(tx, viewerId);
      if (await this.contacts.exists(viewerId, contactUserId, tx)) throw contactExists();
      if ((await this.contacts.count(tx, viewerId)) >= MAX_CONTACTS) throw tooMany('contacts', MAX_CONTACTS);
      const group = await this.lists.ensure(tx, viewerId, name);
      const now = this.clock.now();
      const entry = { userId: viewerId, contactUserId, groupId: group.id, alias, createdAt: now, updatedAt: now };
      if (!(await this.contacts.insert(tx, entry))) throw contactExists();
      await this.changes.append(tx, viewerId, changesOf(group, contactUserId));
      return this.require(tx, viewerId, contactUserId);
    });
  }

  /**
   * Changes the alias or the group of a contact; what is left out stays. Writing what is there already changes nothing.
   * @throws AppError NOT_FOUND for a person or group that is not the viewer's; INVALID_INPUT; TOO_LARGE
   */
  async update(viewerId: string, input: UpdateContactInput): Promise<ContactType> {
    const { userId, groupId } = input;
    if (groupId === null) throw invalidInput('groupId', 'required');
    if (input.groupName === null) throw invalidInput('groupName', 'required');
    if (groupId !== undefined && input.groupName !== undefined) throw invalidInput('groupName', 'exclusive');
    const name = input.groupName === undefined ? null : groupName(input.groupName, 'groupName');
    const newAlias = cleanAlias(input.alias);
    return this.unitOfWork.run(async (tx) => {
      await this.lists.lock(tx, viewerId);
      const before = await this.require(tx, viewerId, userId);
      const group = await this.targetOf(tx, before, groupId, name);
      const alias = input.alias === undefined ? before.alias : newAlias;
      if (group.id === before.group.id && alias === before.alias) return before;
      const updatedAt = this.clock.now();
      await this.contacts.update(tx, { userId: viewerId, contactUserId: userId, groupId: group.id, alias, updatedAt });
      await this.changes.append(tx, viewerId, changesOf(group, userId));
      return this.require(tx, viewerId, userId);
    });
  }

  /**
   * Takes a person out of the viewer's contacts.
   * @throws AppError NOT_FOUND when the person is none
   */
  async remove(viewerId: string, userId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.contacts.delete(tx, viewerId, userId))) throw notFound('contact');
      await this.changes.append(tx, viewerId, [{ kind: 'CONTACT', ref: userId }]);
    });
  }

  private async targetOf(
    tx: Transaction,
    contact: ContactType,
    groupId: string | undefined,
    name: GroupName | null,
  ): Promise<TargetGroup> {
    if (name !== null) return this.lists.ensure(tx, contact.ownerId, name);
    const group = groupId === undefined ? contact.group : await this.lists.require(tx, contact.ownerId, groupId);
    return { id: group.id, made: false };
  }

  private async require(tx: Transaction, viewerId: string, userId: string): Promise<ContactType> {
    const contact = await this.contacts.one(viewerId, userId, tx);
    if (!contact) throw notFound('contact');
    return contact;
  }
}

function cleanAlias(alias: string | null | undefined): string | null {
  const cleaned = cleanName(alias ?? '', 'alias', 0, ALIAS_MAX);
  return cleaned === '' ? null : cleaned;
}

/** The group comes first, so that a client knows it when its first contact comes. */
const changesOf = (group: TargetGroup, userId: string): UserChange[] => [
  ...(group.made ? [{ kind: 'CONTACT_GROUP' as const, ref: group.id }] : []),
  { kind: 'CONTACT', ref: userId },
];
