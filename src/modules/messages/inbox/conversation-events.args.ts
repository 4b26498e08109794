import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';

/** Which conversation, from where. */
@ArgsType()
export class ConversationEventsArgs {
  @Field(() => ID, { description: 'Id of the conversation.' })
  @IsString()
  @MaxLength(64)
  conversationId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The last revision that the client holds: what is above it comes first. Null: from now on.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  afterRevision?: number | null;
}
