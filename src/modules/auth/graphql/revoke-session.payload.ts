import { Field, ID, ObjectType } from '@nestjs/graphql';

/** What revokeSession did. */
@ObjectType({ description: 'What revokeSession did.' })
export class RevokeSessionPayload {
  @Field(() => ID, { description: 'Id of the session that was ended.' })
  sessionId!: string;
}
