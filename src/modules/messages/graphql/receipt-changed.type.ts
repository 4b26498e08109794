import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

/** A member has received or read further. State: a newer one replaces an older one. Told in conversations of at most 256 members. */
@ObjectType('ReceiptChanged', {
  description:
    'A member has received or read further. State: a newer one replaces an older one. Told in conversations of at most 256 members.',
})
export class ReceiptChangedType {
  @Field(() => ID, { description: 'The conversation.' })
  conversationId!: string;

  @Field(() => ID, { description: 'Who has received or read.' })
  userId!: string;

  @Field(() => Int, { description: 'They have received the messages up to this one.' })
  deliveredSeq!: number;

  @Field(() => Int, { description: 'They have read the messages up to this one.' })
  readSeq!: number;
}
