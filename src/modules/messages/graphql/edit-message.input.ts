import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsProse } from '../../../common/text/validators.js';
import { MessageIdInput } from './message-id.input.js';

/** Which message to change into what. */
@InputType({ description: 'Which message to change into what.' })
export class EditMessageInput extends MessageIdInput {
  @Field(() => String, { description: 'The new text.' })
  @IsProse(16_000)
  text!: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Ids of members who are named in the new text, at most 50, in place of those before; left out or null: they stay.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  mentions?: string[] | null;
}
