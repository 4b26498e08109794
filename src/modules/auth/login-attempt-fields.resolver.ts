import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import type { LoginAttemptEntity } from './entities/login-attempt.entity.js';
import { LoginAttemptType } from './graphql/login-attempt.type.js';

@Resolver(() => LoginAttemptType)
export class LoginAttemptFieldsResolver {
  @ResolveField(() => GraphQLDateTime, { description: 'When it was made.' })
  attemptedAt(@Parent() attempt: LoginAttemptEntity): Date {
    return new Date(attempt.attemptedAt);
  }
}
