import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import type { MessageRow } from '../message.row.js';

/** A message. What needs looking up is added by MessageFieldsResolver. */
@ObjectType('Message', { description: 'A message of a conversation.' })
export class MessageType {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  @Field(() => ID, { description: 'The conversation it belongs to.' })
  conversationId!: string;

  @Field(() => Int, { description: 'Its number in the conversation: 1, 2, 3… without gaps.' })
  seq!: number;

  @Field(() => Int, {
    description:
      'The newest revision of the conversation that touched the message: its creation, an edit, a reaction or its recall. Of two versions of a message the one with the higher revision is newer.',
  })
  revision!: number;

  @Field(() => String, { description: 'The id that the sender chose, to know the message again.' })
  clientMessageId!: string;

  @Field(() => String, { nullable: true, description: 'The text; null when there is none, and once recalled.' })
  text!: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "The sender's own clock when the message was sent, if it was given. Orders nothing.",
  })
  sentAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: 'When the server accepted it.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the text was last replaced.' })
  editedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was taken back for everyone.' })
  recalledAt!: Date | null;

  /** The row it was made of, for the fields that are looked up. */
  row!: MessageRow;
}
