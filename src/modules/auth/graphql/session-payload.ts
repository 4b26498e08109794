import { Field, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { UserType } from '../../users/graphql/user.type.js';

/** What every way of signing in answers. */
@ObjectType({ isAbstract: true })
export abstract class SessionPayload {
  @Field(() => String, {
    description:
      'Proves the user: `Authorization: Bearer <token>` over HTTP, `connectionParams.authorization` over graphql-ws.',
  })
  accessToken!: string;

  @Field(() => String, { description: 'Gets the next pair of tokens from refreshSession, once. Keep it secret.' })
  refreshToken!: string;

  @Field(() => GraphQLDateTime, { description: 'When the access token expires.' })
  expiresAt!: Date;

  @Field(() => UserType, { description: 'Who is signed in.' })
  user!: UserType;
}
