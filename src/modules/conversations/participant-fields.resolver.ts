import { ID, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Ctx } from '../../common/auth/access.decorators.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { UserType } from '../users/graphql/user.type.js';
import { ConversationViews } from './conversation-views.js';
import type { ParticipantEntity } from './entities/participant.entity.js';
import { ParticipantType } from './graphql/participant.type.js';

/** What a participant shows beside their own columns. */
@Resolver(() => ParticipantType)
export class ParticipantFieldsResolver {
  constructor(private readonly views: ConversationViews) {}

  @ResolveField(() => ID, { description: 'Opaque id of the membership.' })
  id(@Parent() participant: ParticipantEntity): string {
    return `${participant.conversationId}:${participant.userId}`;
  }

  @ResolveField(() => UserType, { nullable: true, description: 'The person; null once there is no such account.' })
  user(@Parent() participant: ParticipantEntity, @Ctx() context: GraphqlContext): Promise<UserEntity | null> {
    return this.views.person(participant.userId, context);
  }

  @ResolveField(() => Int, { description: 'They have read the messages up to this one. Never moves back.' })
  readSeq(@Parent() participant: ParticipantEntity): number {
    return participant.seenSeq;
  }

  @ResolveField(() => GraphQLDateTime, { description: 'When they (last) joined.' })
  joinedAt(@Parent() participant: ParticipantEntity): Date {
    return new Date(participant.joinedAt);
  }

  @ResolveField(() => GraphQLDateTime, {
    nullable: true,
    description: 'Until when a moderator has forbidden them to speak; the end of year 9999 means until lifted.',
  })
  mutedUntil(@Parent() participant: ParticipantEntity): Date | null {
    return participant.speakMutedUntil === null ? null : new Date(participant.speakMutedUntil);
  }
}
