import { Field, ID, InputType } from '@nestjs/graphql';
import { IsBoolean, IsString, MaxLength } from 'class-validator';

/** Whether the viewer is writing, where. */
@InputType({ description: 'Whether the viewer is writing, where.' })
export class SetTypingInput {
  @Field(() => ID, { description: 'Id of the conversation.' })
  @IsString()
  @MaxLength(64)
  conversationId!: string;

  @Field(() => Boolean, {
    description: 'True while the viewer writes, again every three seconds or so; false when they stop.',
  })
  @IsBoolean()
  isTyping!: boolean;
}
