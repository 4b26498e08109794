import { Field, ID, ObjectType } from '@nestjs/graphql';

/** What deleteAccount did. */
@ObjectType({ description: 'What deleteAccount did.' })
export class DeleteAccountPayload {
  @Field(() => ID, { description: 'Id of the account that was deleted.' })
  userId!: string;
}
