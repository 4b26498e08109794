import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import type { SessionEntity } from './entities/session.entity.js';
import { SessionType } from './graphql/session.type.js';

@Resolver(() => SessionType)
export class SessionFieldsResolver {
  @ResolveField(() => GraphQLDateTime, { description: 'When it was opened.' })
  createdAt(@Parent() session: SessionEntity): Date {
    return new Date(session.createdAt);
  }

  @ResolveField(() => GraphQLDateTime, { description: 'When it was last used, exact to about a minute.' })
  lastUsedAt(@Parent() session: SessionEntity): Date {
    return new Date(session.lastUsedAt);
  }

  @ResolveField(() => GraphQLDateTime, { description: 'When it ends unless it is refreshed before.' })
  expiresAt(@Parent() session: SessionEntity): Date {
    return new Date(session.expiresAt);
  }
}
