import { Field, ID, ObjectType } from '@nestjs/graphql';

/** What unblockUser did. */
@ObjectType({ description: 'What unblockUser did.' })
export class UnblockUserPayload {
  @Field(() => ID, { description: 'Id of the person who is not blocked now.' })
  userId!: string;
}
