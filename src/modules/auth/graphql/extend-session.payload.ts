import { Field, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';

/** What extendSession did. */
@ObjectType({ description: 'What extendSession did.' })
export class ExtendSessionPayload {
  @Field(() => GraphQLDateTime, { description: 'Until when the socket may stay open now.' })
  expiresAt!: Date;
}
