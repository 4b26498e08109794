import { Field, ID, ObjectType } from '@nestjs/graphql';

/** Somebody has begun or ceased to write in a conversation. */
@ObjectType('TypingChanged', {
  description:
    'Somebody has begun or ceased to write in a conversation. Whoever says nothing more for six seconds, sends a message or leaves has ceased.',
})
export class TypingChangedType {
  @Field(() => ID, { description: 'The conversation.' })
  conversationId!: string;

  @Field(() => ID, { description: 'Who.' })
  userId!: string;

  @Field(() => Boolean, { description: 'Whether they are writing.' })
  isTyping!: boolean;
}
