import { Field, ID, ObjectType } from '@nestjs/graphql';

/** What adminDeleteUser did. */
@ObjectType({ description: 'What adminDeleteUser did.' })
export class AdminDeleteUserPayload {
  @Field(() => ID, { description: 'Id of the account that was deleted.' })
  userId!: string;
}
