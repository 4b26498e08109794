import { Field, ObjectType } from '@nestjs/graphql';
import { MessageType } from './message.type.js';

/** What editMessage did. */
@ObjectType({ description: 'What editMessage did.' })
export class EditMessagePayload {
  @Field(() => MessageType, { description: 'The message as it is now.' })
  message!: MessageType;
}
