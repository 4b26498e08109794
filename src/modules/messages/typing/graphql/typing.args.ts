import { ArgsType, Field, ID } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';

/** Of which conversations to tell. */
@ArgsType()
export class TypingArgs {
  @Field(() => [ID], {
    nullable: true,
    description: 'Ids of the conversations on the screen, at most 100. Null: all of the viewer’s.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  conversationIds?: string[] | null;
}
