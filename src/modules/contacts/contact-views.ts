import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { inListOrder } from './contacts.policy.js';
import { ContactsRepository } from './contacts.repository.js';
import type { ContactGroupType } from './graphql/contact-group.type.js';
import type { ContactType } from './graphql/contact.type.js';

/** Contact lists as their owners see them: in order, with the people in them, without a query per entry. */
@Injectable()
export class ContactViews {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly users: UsersService,
  ) {}

  /** A user's contacts by group, then by the name shown; at most 2,000. A group that is not the user's is empty. */
  async list(userId: string, groupId: string | null, context: GraphqlContext): Promise<ContactType[]> {
    return this.ordered(await this.contacts.ofUser(userId, groupId), context);
  }

  /** The contacts of a group in order; those of all groups of one answer are read together. */
  async ofGroup(group: ContactGroupType, context: GraphqlContext): Promise<ContactType[]> {
    const loader = context.loaders.get<string, ContactType[]>(`contacts.byGroup ${group.ownerId}`, async (ids) => {
      const contacts = await this.ordered(await this.contacts.ofGroups(group.ownerId, ids), context);
      const byGroup = new Map(ids.map((id): [string, ContactType[]] => [id, []]));
      for (const contact of contacts) byGroup.get(contact.group.id)?.push(contact);
      return byGroup;
    });
    return (await loader.load(group.id)) ?? [];
  }

  /** The person behind an entry, or null once nobody is. */
  person(userId: string, context: GraphqlContext): Promise<UserEntity | null> {
    return this.people(context).load(userId);
  }

  // The loader keeps the people whose names give the order, so that showing them costs no further query.
  private async ordered(contacts: readonly ContactType[], context: GraphqlContext): Promise<ContactType[]> {
    const people = await Promise.all(contacts.map(({ userId }) => this.people(context).load(userId)));
    const nicknames = new Map(people.map((person) => [person?.id, person?.nickname]));
    return inListOrder(contacts, (userId) => nicknames.get(userId) ?? '');
  }

  private people(context: GraphqlContext): DataLoader<string, UserEntity | null> {
    return this.users.loader(context);
  }
}
