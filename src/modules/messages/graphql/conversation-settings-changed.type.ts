import { Field, ID, ObjectType } from '@nestjs/graphql';

/** The viewer's own side of a conversation has changed on some device: read position, pin, mute, archive, clearing, or the membership itself. State: read what is shown. */
@ObjectType('ConversationSettingsChanged', {
  description:
    "The viewer's own side of a conversation has changed on some device: read position, pin, mute, archive, clearing, or the membership itself. State: read what is shown.",
})
export class ConversationSettingsChangedType {
  @Field(() => ID, { description: 'The conversation.' })
  conversationId!: string;
}
