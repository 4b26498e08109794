import { Field, ID, ObjectType } from '@nestjs/graphql';

/** What hideMessage did. */
@ObjectType({ description: 'What hideMessage did.' })
export class HideMessagePayload {
  @Field(() => ID, { description: 'The message that the viewer will not see again.' })
  messageId!: string;

  @Field(() => ID, { description: 'Its conversation.' })
  conversationId!: string;
}
