import { Field, ObjectType } from '@nestjs/graphql';
import { MessageType } from '../../graphql/message.type.js';

/** What addReaction did. */
@ObjectType({ description: 'What addReaction did.' })
export class AddReactionPayload {
  @Field(() => MessageType, { description: 'The message as it is now.' })
  message!: MessageType;
}
