import { Field, ID, ObjectType } from '@nestjs/graphql';

/** What removeContact did. */
@ObjectType({ description: 'What removeContact did.' })
export class RemoveContactPayload {
  @Field(() => ID, { description: 'Id of the person who is no longer a contact.' })
  userId!: string;
}
