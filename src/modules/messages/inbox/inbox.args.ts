import { ArgsType, Field } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { ConversationPosition } from '../graphql/conversation-position.input.js';

/** Where a client left off. */
@ArgsType()
export class InboxArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last event that was applied. Null: nothing is replayed.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(256)
  after?: string | null;

  @Field(() => [ConversationPosition], {
    nullable: true,
    description:
      'What the client holds, at most 2,000 conversations. With it each event comes exactly once; without it those shortly before the cursor come again.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2000)
  @ValidateNested({ each: true })
  @Type(() => ConversationPosition)
  seen?: ConversationPosition[] | null;
}
