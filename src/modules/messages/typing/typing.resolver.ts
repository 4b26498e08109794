import { Args, Mutation, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Ctx, CurrentViewer, TicketMayUse } from '../../../common/auth/access.decorators.js';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import type { UserEntity } from '../../users/entities/user.entity.js';
import { UserType } from '../../users/graphql/user.type.js';
import { UsersService } from '../../users/users.service.js';
import { SetTypingInput } from './graphql/set-typing.input.js';
import { SetTypingPayload } from './graphql/set-typing.payload.js';
import { TypingChangedType } from './graphql/typing-changed.type.js';
import { TypingArgs } from './graphql/typing.args.js';
import { TypingStreams } from './typing-streams.js';
import { TypingService } from './typing.service.js';

/** Who is writing. */
@Resolver(() => TypingChangedType)
export class TypingResolver {
  constructor(
    private readonly typingService: TypingService,
    private readonly streams: TypingStreams,
    private readonly users: UsersService,
  ) {}

  @Mutation(() => SetTypingPayload, {
    description:
      'Says that the viewer is writing, or has ceased. Stored nowhere, and over by itself after six seconds. Errors: NOT_FOUND, NOT_A_MEMBER, MUTED, BLOCKED.',
  })
  @TicketMayUse()
  async setTyping(
    @Args('input', { description: 'Whether, and where.' }) { conversationId, isTyping }: SetTypingInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SetTypingPayload> {
    await this.typingService.set(viewer, conversationId, isTyping);
    return { conversationId };
  }

  @Subscription(() => TypingChangedType, {
    description:
      'Who of the others begins and ceases to write, from now on, in conversations of at most 256 members. The first thing to be left out for a client that is slow.',
    resolve: (event: object) => event,
  })
  @TicketMayUse()
  typing(@Args() { conversationIds }: TypingArgs, @CurrentViewer() viewer: Viewer): Promise<AsyncIterable<object>> {
    return this.streams.open(viewer, conversationIds ?? null);
  }

  @ResolveField(() => UserType, { nullable: true, description: 'Who.' })
  user(@Parent() { userId }: TypingChangedType, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.users.loader(context).load(userId);
  }
}
