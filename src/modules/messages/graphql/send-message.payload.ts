import { Field, ObjectType } from '@nestjs/graphql';
import { MessageType } from './message.type.js';

/** What sendMessage did. */
@ObjectType({ description: 'What sendMessage did.' })
export class SendMessagePayload {
  @Field(() => MessageType, { description: 'The message as it is now.' })
  message!: MessageType;
}
