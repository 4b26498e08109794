import { Field, InputType } from '@nestjs/graphql';
import { IsBoolean, IsEnum, IsOptional } from 'class-validator';
import { ConversationKind } from './conversation-kind.enum.js';

/** Which conversations to list. */
@InputType({ description: 'Which conversations to list. What is left out, or null, does not restrict.' })
export class ConversationFilterInput {
  @Field(() => ConversationKind, { nullable: true, description: 'Only direct conversations, or only rooms.' })
  @IsOptional()
  @IsEnum(ConversationKind)
  kind?: ConversationKind | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only those with unread messages.' })
  @IsOptional()
  @IsBoolean()
  unreadOnly?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only archived ones. False: only the others.' })
  @IsOptional()
  @IsBoolean()
  archived?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only pinned ones. False: only the others.' })
  @IsOptional()
  @IsBoolean()
  pinned?: boolean | null;
}
