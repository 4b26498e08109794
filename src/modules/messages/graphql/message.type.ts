import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import type { PersonCard } from '../../users/person-card.js';
import { messageIdOf } from '../message-id.js';
import type { MessageRow } from '../message.row.js';

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** A message. What needs looking up is added by MessageFieldsResolver. */
@ObjectType('Message', { description: 'A message of a conversation.' })
export class MessageType {
  /**
   * What is asked for is made of the row then, and a page makes nothing that nobody reads.
   * @param row for the fields that are looked up as well
   * @param senderCard the sender, null when there is none, where it was read with the row; holds what is asked of it alone
   */
  constructor(
    readonly row: MessageRow,
    readonly senderCard?: PersonCard | null,
  ) {}

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return messageIdOf(this.row);
  }

  @Field(() => ID, { description: 'The conversation it belongs to.' })
  get conversationId(): string {
    return this.row.conversationId;
  }

  @Field(() => Int, { description: 'Its number in the conversation: 1, 2, 3… without gaps.' })
  get seq(): number {
    return this.row.seq;
  }

  @Field(() => Int, {
    description:
      'The newest revision of the conversation that touched the message: its creation, an edit, a reaction or its recall. Of two versions of a message the one with the higher revision is newer.',
  })
  get revision(): number {
    return this.row.changedRevision;
  }

  @Field(() => String, { description: 'The id that the sender chose, to know the message again.' })
  get clientMessageId(): string {
    return this.row.clientMessageId;
  }

  @Field(() => String, { nullable: true, description: 'The text; null when there is none, and once recalled.' })
  get text(): string | null {
    return this.row.text;
  }

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "The sender's own clock when the message was sent, if it was given. Orders nothing.",
  })
  get sentAt(): Date | null {
    return dateOf(this.row.sentAt);
  }

  @Field(() => GraphQLDateTime, { description: 'When the server accepted it.' })
  get createdAt(): Date {
    return new Date(this.row.createdAt);
  }

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the text was last replaced.' })
  get editedAt(): Date | null {
    return dateOf(this.row.editedAt);
  }

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was taken back for everyone.' })
  get recalledAt(): Date | null {
    return dateOf(this.row.recalledAt);
  }
}
