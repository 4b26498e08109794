import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

/** How much the viewer has not read. */
@ObjectType('UnreadCount', { description: 'How much the viewer has not read.' })
export class UnreadCountType {
  @Field(() => ID, { description: 'The conversation whose count has changed.' })
  conversationId!: string;

  @Field(() => Int, { description: 'Its unread messages.' })
  unreadCount!: number;

  @Field(() => Int, { description: 'How many of them name the viewer.' })
  unreadMentionCount!: number;

  @Field(() => Int, { description: 'Unread messages in all conversations that are not archived.' })
  totalUnreadCount!: number;

  @Field(() => Int, {
    description: 'Unread messages that name the viewer, in all conversations that are not archived.',
  })
  totalUnreadMentionCount!: number;
}
