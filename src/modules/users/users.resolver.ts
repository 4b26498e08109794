import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Ctx, CurrentViewer, Public } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { Page } from '../../common/graphql/connection.js';
import { AvailabilityService } from './availability.service.js';
import { DirectoryService } from './directory.service.js';
import type { UserEntity } from './entities/user.entity.js';
import { AdminUpdateUserInput } from './graphql/admin-update-user.input.js';
import { AdminUpdateUserPayload } from './graphql/admin-update-user.payload.js';
import { AccountNumberArgs, EmailArgs, UsernameArgs } from './graphql/availability.args.js';
import { MeType } from './graphql/me.type.js';
import { UpdateProfileInput } from './graphql/update-profile.input.js';
import { UpdateProfilePayload } from './graphql/update-profile.payload.js';
import { UpdateSettingsInput } from './graphql/update-settings.input.js';
import { UpdateSettingsPayload } from './graphql/update-settings.payload.js';
import { UserArgs } from './graphql/user.args.js';
import { UserConnection } from './graphql/user.connection.js';
import { UserType } from './graphql/user.type.js';
import { UsersArgs } from './graphql/users.args.js';
import { ProfilesService } from './profiles.service.js';

@Resolver()
export class UsersResolver {
  constructor(
    private readonly directory: DirectoryService,
    private readonly profiles: ProfilesService,
    private readonly availability: AvailabilityService,
  ) {}

  @Query(() => MeType, { description: "The viewer's own account." })
  me(@CurrentViewer() viewer: Viewer): Promise<UserEntity> {
    return this.directory.me(viewer);
  }

  @Query(() => UserType, {
    nullable: true,
    description: 'One person, named by exactly one of id, username and account number; null when there is none.',
  })
  user(@CurrentViewer() viewer: Viewer, @Args() args: UserArgs): Promise<UserEntity | null> {
    return this.directory.find(viewer, args);
  }

  @Query(() => UserConnection, { description: 'The directory of people, in the order of their nicknames.' })
  users(@CurrentViewer() viewer: Viewer, @Args() args: UsersArgs): Promise<Page<UserEntity>> {
    return this.directory.page(viewer, args);
  }

  @Public()
  @Query(() => Boolean, {
    description: 'Whether nobody has this e-mail address. Codes: INVALID_INPUT, RATE_LIMITED. Needs no sign-in.',
  })
  isEmailAvailable(@Args() { email }: EmailArgs, @Ctx() context: GraphqlContext): Promise<boolean> {
    return this.availability.email(email, context.address);
  }

  @Public()
  @Query(() => Boolean, {
    description:
      'Whether nobody has, or ever had, this account number. Codes: INVALID_INPUT, RATE_LIMITED. Needs no sign-in.',
  })
  isAccountNumberAvailable(
    @Args() { accountNumber }: AccountNumberArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<boolean> {
    return this.availability.accountNumber(accountNumber, context.address);
  }

  @Public()
  @Query(() => Boolean, {
    description: 'Whether nobody has this username. Codes: INVALID_INPUT, RATE_LIMITED. Needs no sign-in.',
  })
  isUsernameAvailable(@Args() { username }: UsernameArgs, @Ctx() context: GraphqlContext): Promise<boolean> {
    return this.availability.username(username, context.address);
  }

  @Mutation(() => UpdateProfilePayload, {
    description: "Changes the viewer's profile. Codes: USERNAME_TAKEN, EMAIL_TAKEN, INVALID_INPUT, NOT_FOUND (images).",
  })
  async updateProfile(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'What to change.' }) input: UpdateProfileInput,
  ): Promise<{ me: UserEntity }> {
    return { me: await this.profiles.update(viewer, input) };
  }

  @Mutation(() => UpdateSettingsPayload, { description: "Changes the viewer's settings." })
  async updateSettings(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'What to change.' }) input: UpdateSettingsInput,
  ): Promise<{ me: UserEntity }> {
    return { me: await this.profiles.update(viewer, input) };
  }

  @Mutation(() => AdminUpdateUserPayload, {
    description:
      'Changes any account; administrators only. Codes: FORBIDDEN, NOT_FOUND, USERNAME_TAKEN, EMAIL_TAKEN, INVALID_INPUT.',
  })
  async adminUpdateUser(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { description: 'Whose account, and what to change.' }) input: AdminUpdateUserInput,
  ): Promise<{ user: UserEntity }> {
    return { user: await this.profiles.updateAsAdmin(viewer, input) };
  }
}
