import { Field, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';

/** The token of this socket expires soon: call extendSession with a fresh one, or the socket closes with 4403. */
@ObjectType('SessionExpiring', {
  description:
    'The token of this socket expires soon: call extendSession with a fresh one, or the socket closes with 4403.',
})
export class SessionExpiringType {
  @Field(() => GraphQLDateTime, { description: 'When.' })
  expiresAt!: Date;
}
