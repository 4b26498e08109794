import { Field, ObjectType } from '@nestjs/graphql';
import { MessageType } from '../../graphql/message.type.js';

/** What removeReaction did. */
@ObjectType({ description: 'What removeReaction did.' })
export class RemoveReactionPayload {
  @Field(() => MessageType, { description: 'The message as it is now.' })
  message!: MessageType;
}
