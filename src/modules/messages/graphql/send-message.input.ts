import { Field, ID, InputType } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDate,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import { GraphQLDateTime } from 'graphql-scalars';
import { IsProse } from '../../../common/text/validators.js';

/** More than any configuration allows; the configured limit is the service's business. */
const MOST_CHARACTERS = 16_000;

/** What to say, where. */
@InputType({ description: 'What to say, where. Text or attachments, or both.' })
export class SendMessageInput {
  @Field(() => ID, { description: 'Id of the conversation.' })
  @IsString()
  @MaxLength(64)
  conversationId!: string;

  @Field(() => String, {
    description:
      'Chosen by the client, new for each message and the same for each retry of it: 1 to 64 visible ASCII characters, compared without regard to case; a UUID does well. Good without time limit.',
  })
  @Matches(/^[\x21-\x7e]{1,64}$/)
  clientMessageId!: string;

  @Field(() => String, { nullable: true, description: 'The text.' })
  @IsOptional()
  @IsProse(MOST_CHARACTERS)
  text?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Completed uploads of the sender, at most 20, in the order to show them.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  attachmentIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'The message of the same conversation that this one answers.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  replyToId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of members who are named in the text, at most 50.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  mentions?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: the draft that the viewer has in the conversation, and of which this message was made, is wiped. One that was saved after the message was taken stays.',
  })
  @IsOptional()
  @IsBoolean()
  clearDraft?: boolean | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "The client's own time. Kept, shown, orders nothing." })
  @IsOptional()
  @IsDate()
  sentAt?: Date | null;
}
