import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';

/** What the viewer is about to say in a conversation. */
@ObjectType('Draft', { description: 'What the viewer is about to say in a conversation; nobody else sees it.' })
export class DraftType {
  @Field(() => ID, { description: 'The conversation.' })
  conversationId!: string;

  @Field(() => String, { description: 'The text; may be empty when there is a message to answer.' })
  text!: string;

  @Field(() => ID, { nullable: true, description: 'The message that it is to answer.' })
  replyToId!: string | null;

  @Field(() => Int, {
    description: 'Rises with each save, on whatever device: of two drafts the one with the higher version is newer.',
  })
  version!: number;

  @Field(() => GraphQLDateTime, { description: 'When it was saved.' })
  updatedAt!: Date;
}
