import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsInt, IsString, MaxLength, Min } from 'class-validator';

/** How much of a conversation a client holds. */
@InputType({ description: 'How much of a conversation the client holds: every change up to this revision.' })
export class ConversationPosition {
  @Field(() => ID, { description: 'Id of the conversation.' })
  @IsString()
  @MaxLength(64)
  conversationId!: string;

  @Field(() => Int, { description: 'The last revision that the client has applied.' })
  @IsInt()
  @Min(0)
  revision!: number;
}
