import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';

/** Which page of which conversation. */
@ArgsType()
export class MessagePageArgs {
  @Field(() => ID, { description: 'Id of the conversation.' })
  @IsString()
  @MaxLength(64)
  conversationId!: string;

  @Field(() => Int, { defaultValue: 1, description: 'Number of the page; 1 holds the newest messages.' })
  @IsInt()
  @Min(1)
  @Max(10000)
  page!: number;

  @Field(() => Int, { defaultValue: 20, description: 'Messages on a page: 1 to 100.' })
  @IsInt()
  @Min(1)
  @Max(100)
  pageSize!: number;
}
