import { Field, ID, ObjectType } from '@nestjs/graphql';

/** What logout did. */
@ObjectType({ description: 'What logout did.' })
export class LogoutPayload {
  @Field(() => ID, { description: 'Id of the session that was ended.' })
  sessionId!: string;
}
