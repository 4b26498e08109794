import { Args, Mutation, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Ctx, CurrentViewer } from '../../common/auth/access.decorators.js';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { UserSettingsType } from '../users/graphql/user-settings.type.js';
import { UserType } from '../users/graphql/user.type.js';
import { UsersService } from '../users/users.service.js';
import { PresenceChangedType } from './graphql/presence-changed.type.js';
import { PresenceArgs } from './graphql/presence.args.js';
import { SetPresenceVisibilityInput } from './graphql/set-presence-visibility.input.js';
import { SetPresenceVisibilityPayload } from './graphql/set-presence-visibility.payload.js';
import { PresenceService } from './presence.service.js';

/** Who is there. */
@Resolver(() => PresenceChangedType)
export class PresenceResolver {
  constructor(
    private readonly service: PresenceService,
    private readonly users: UsersService,
  ) {}

  @Subscription(() => PresenceChangedType, {
    description:
      'Whether people are there: how it is with each of them at once, then each change. Told of people who share a conversation with the viewer or have the viewer as a contact, are not blocked either way and do not hide it; the others look as if never there. The first thing to be left out for a client that is slow.',
    resolve: (event: object) => event,
  })
  presence(@Args() { userIds }: PresenceArgs, @CurrentViewer() viewer: Viewer): AsyncIterable<object> {
    return this.service.watch(viewer, userIds);
  }

  @Mutation(() => SetPresenceVisibilityPayload, {
    description: 'Says whether others may see when the viewer is there, and was last. It holds at once.',
  })
  async setPresenceVisibility(
    @Args('input', { description: 'Whether.' }) { visible }: SetPresenceVisibilityInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SetPresenceVisibilityPayload> {
    await this.service.setVisible(viewer, visible);
    return { visible };
  }

  @ResolveField(() => UserType, { nullable: true, description: 'Who.' })
  user(@Parent() { userId }: PresenceChangedType, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.users.loader(context).load(userId);
  }
}

/** What presence adds to a user's settings. */
@Resolver(() => UserSettingsType)
export class PresenceSettingsResolver {
  constructor(private readonly service: PresenceService) {}

  @ResolveField(() => Boolean, { description: 'Whether others may see when the user is there; setPresenceVisibility.' })
  presenceVisible(@CurrentViewer() viewer: Viewer): Promise<boolean> {
    return this.service.isVisible(viewer.userId);
  }
}
