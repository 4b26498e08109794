import { Field, ID, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';

/** Somebody whom the viewer has blocked. */
@ObjectType('BlockedUser', { description: 'Somebody whom the viewer has blocked. The person is not told.' })
export class BlockedUserType {
  @Field(() => ID, { description: 'Id of the person.' })
  userId!: string;

  @Field(() => GraphQLDateTime, { description: 'Since when.' })
  blockedAt!: Date;
}
