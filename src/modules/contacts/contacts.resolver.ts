import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { UserType } from '../users/graphql/user.type.js';
import { ContactViews } from './contact-views.js';
import { ContactBook } from './contact-book.js';
import { AddContactInput } from './graphql/add-contact.input.js';
import { AddContactPayload } from './graphql/add-contact.payload.js';
import { ContactType } from './graphql/contact.type.js';
import { RemoveContactInput } from './graphql/remove-contact.input.js';
import { RemoveContactPayload } from './graphql/remove-contact.payload.js';
import { UpdateContactInput } from './graphql/update-contact.input.js';
import { UpdateContactPayload } from './graphql/update-contact.payload.js';

@Resolver(() => ContactType)
export class ContactsResolver {
  constructor(
    private readonly book: ContactBook,
    private readonly views: ContactViews,
  ) {}

  @Query(() => [ContactType], {
    description:
      "The viewer's contacts, all in one answer (at most 2,000), by group and then by alias or nickname. With groupId those of one group.",
  })
  contacts(
    @CurrentViewer() viewer: Viewer,
    @Ctx() context: GraphqlContext,
    @Args('groupId', { type: () => ID, nullable: true, description: 'Only contacts of this group.' })
    groupId?: string | null,
  ): Promise<ContactType[]> {
    return this.views.list(viewer.userId, groupId ?? null, context);
  }

  @Query(() => ContactType, {
    nullable: true,
    description: "The viewer's entry for a person; null when there is none.",
  })
  contact(
    @CurrentViewer() viewer: Viewer,
    @Args('userId', { type: () => ID, description: 'Id of the person.' }) userId: string,
  ): Promise<ContactType | null> {
    return this.book.find(viewer.userId, userId);
  }

  @Mutation(() => AddContactPayload, {
    description:
      'Adds a person to the contacts of the viewer, in a group that is made when missing. Codes: CONTACT_EXISTS, NOT_FOUND, INVALID_INPUT, TOO_LARGE, RATE_LIMITED.',
  })
  async addContact(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Whom, and where.' }) input: AddContactInput,
  ): Promise<AddContactPayload> {
    return { contact: await this.book.add(viewer.userId, input) };
  }

  @Mutation(() => UpdateContactPayload, {
    description: 'Changes alias or group of a contact. Codes: NOT_FOUND, INVALID_INPUT, TOO_LARGE.',
  })
  async updateContact(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Whom, and what.' }) input: UpdateContactInput,
  ): Promise<UpdateContactPayload> {
    return { contact: await this.book.update(viewer.userId, input) };
  }

  @Mutation(() => RemoveContactPayload, {
    description: 'Takes a person out of the contacts of the viewer. Conversations stay. Codes: NOT_FOUND.',
  })
  async removeContact(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Whom.' }) input: RemoveContactInput,
  ): Promise<RemoveContactPayload> {
    await this.book.remove(viewer.userId, input.userId);
    return { userId: input.userId };
  }

  @ResolveField(() => UserType, { nullable: true, description: 'The person; null once there is no such account.' })
  user(@Parent() contact: ContactType, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.views.person(contact.userId, context);
  }
}
