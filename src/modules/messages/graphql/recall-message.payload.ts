import { Field, ObjectType } from '@nestjs/graphql';
import { MessageType } from './message.type.js';

/** What recallMessage did. */
@ObjectType({ description: 'What recallMessage did.' })
export class RecallMessagePayload {
  @Field(() => MessageType, { description: 'The message as it is now.' })
  message!: MessageType;
}
