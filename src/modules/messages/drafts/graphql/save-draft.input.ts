import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsProse } from '../../../../common/text/validators.js';

/** What the viewer is about to say, where. */
@InputType({ description: 'What the viewer is about to say, where. It replaces what was saved before.' })
export class SaveDraftInput {
  @Field(() => ID, { description: 'Id of the conversation.' })
  @IsString()
  @MaxLength(64)
  conversationId!: string;

  @Field(() => String, { description: 'The text. Empty and without replyToId: the draft is wiped.' })
  @IsProse(16_000)
  text!: string;

  @Field(() => ID, { nullable: true, description: 'The message of the same conversation that is to be answered.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  replyToId?: string | null;
}
