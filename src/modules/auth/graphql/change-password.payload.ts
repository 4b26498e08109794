import { Field, Int, ObjectType } from '@nestjs/graphql';

/** What changePassword did. */
@ObjectType({ description: 'What changePassword did.' })
export class ChangePasswordPayload {
  @Field(() => Int, { description: 'How many other sessions were ended.' })
  endedSessions!: number;
}
