import { ArgsType, Field } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { PageArgs } from '../../../common/graphql/page.args.js';
import { ConversationFilterInput } from './conversation-filter.input.js';

/** Which page of which conversations. */
@ArgsType()
export class ConversationsArgs extends PageArgs {
  @Field(() => ConversationFilterInput, { nullable: true, description: 'Which ones; all when left out.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ConversationFilterInput)
  filter?: ConversationFilterInput | null;
}
