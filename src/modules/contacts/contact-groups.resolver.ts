import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { ContactGroups } from './contact-groups.js';
import { ContactViews } from './contact-views.js';
import { ContactGroupType } from './graphql/contact-group.type.js';
import { ContactType } from './graphql/contact.type.js';
import { CreateContactGroupInput } from './graphql/create-contact-group.input.js';
import { CreateContactGroupPayload } from './graphql/create-contact-group.payload.js';
import { DeleteContactGroupInput } from './graphql/delete-contact-group.input.js';
import { DeleteContactGroupPayload } from './graphql/delete-contact-group.payload.js';
import { MoveContactGroupInput } from './graphql/move-contact-group.input.js';
import { MoveContactGroupPayload } from './graphql/move-contact-group.payload.js';
import { RenameContactGroupInput } from './graphql/rename-contact-group.input.js';
import { RenameContactGroupPayload } from './graphql/rename-contact-group.payload.js';

@Resolver(() => ContactGroupType)
export class ContactGroupsResolver {
  constructor(
    private readonly groups: ContactGroups,
    private readonly views: ContactViews,
  ) {}

  @Query(() => [ContactGroupType], { description: "The viewer's contact groups in order; at most 100." })
  contactGroups(@CurrentViewer() viewer: Viewer): Promise<ContactGroupType[]> {
    return this.groups.list(viewer.userId);
  }

  @Mutation(() => CreateContactGroupPayload, {
    description: 'Makes a contact group, at the end. Codes: CONTACT_GROUP_EXISTS, INVALID_INPUT, TOO_LARGE.',
  })
  async createContactGroup(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Its name.' }) input: CreateContactGroupInput,
  ): Promise<CreateContactGroupPayload> {
    return { group: await this.groups.create(viewer.userId, input.name) };
  }

  @Mutation(() => RenameContactGroupPayload, {
    description: 'Gives a contact group another name. Codes: NOT_FOUND, CONTACT_GROUP_EXISTS, INVALID_INPUT.',
  })
  async renameContactGroup(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which, and its name.' }) input: RenameContactGroupInput,
  ): Promise<RenameContactGroupPayload> {
    return { group: await this.groups.rename(viewer.userId, input.groupId, input.name) };
  }

  @Mutation(() => MoveContactGroupPayload, {
    description: 'Moves a contact group to another place. Codes: NOT_FOUND, INVALID_INPUT.',
  })
  async moveContactGroup(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which, and where.' }) input: MoveContactGroupInput,
  ): Promise<MoveContactGroupPayload> {
    return { groups: await this.groups.move(viewer.userId, input.groupId, input.position) };
  }

  @Mutation(() => DeleteContactGroupPayload, {
    description:
      'Deletes a contact group; its contacts go to the default group, which can not be deleted. Codes: NOT_FOUND, FORBIDDEN (default-group).',
  })
  async deleteContactGroup(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Which.' }) input: DeleteContactGroupInput,
  ): Promise<DeleteContactGroupPayload> {
    return { groupId: input.groupId, groups: await this.groups.delete(viewer.userId, input.groupId) };
  }

  @ResolveField(() => [ContactType], { description: 'The contacts in this group, by alias or nickname.' })
  contacts(@Parent() group: ContactGroupType, @Ctx() context: GraphqlContext): Promise<ContactType[]> {
    return this.views.ofGroup(group, context);
  }
}
