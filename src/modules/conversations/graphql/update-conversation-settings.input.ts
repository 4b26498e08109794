import { Field, ID, InputType } from '@nestjs/graphql';
import { IsBoolean, IsDate, IsOptional, IsString, MaxLength, ValidateIf } from 'class-validator';
import { GraphQLDateTime } from 'graphql-scalars';

const given = ValidateIf((_, value: unknown) => value !== undefined);

/** What to change. */
@InputType({ description: "What to change of the viewer's own settings of a conversation. What is left out stays." })
export class UpdateConversationSettingsInput {
  @Field(() => ID, { description: 'Id of the conversation.' })
  @IsString()
  @MaxLength(64)
  conversationId!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether to pin it. Not null.' })
  @given
  @IsBoolean()
  pinned?: boolean;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Until when the viewer wants no notifications of it; null: wants them again.',
  })
  @IsOptional()
  @IsDate()
  mutedUntil?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to archive it. It stays so when messages come. Not null.',
  })
  @given
  @IsBoolean()
  archived?: boolean;
}
