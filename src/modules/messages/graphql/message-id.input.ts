import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';

/** Names a message, as the base of inputs. */
@InputType({ isAbstract: true })
export abstract class MessageIdInput {
  @Field(() => ID, { description: 'Id of the message.' })
  @IsString()
  @MaxLength(64)
  messageId!: string;
}
