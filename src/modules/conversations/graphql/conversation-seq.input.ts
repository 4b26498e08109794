import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsInt, IsString, MaxLength, Min } from 'class-validator';

/** A message's place, as the base of inputs. */
@InputType({ isAbstract: true })
export abstract class ConversationSeqInput {
  @Field(() => ID, { description: 'Id of the conversation.' })
  @IsString()
  @MaxLength(64)
  conversationId!: string;

  @Field(() => Int, { description: 'Number of the message in its conversation, from 1.' })
  @IsInt()
  @Min(1)
  seq!: number;
}
