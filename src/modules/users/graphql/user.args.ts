import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';

/** Names one person, in exactly one of three ways. */
@ArgsType()
export class UserArgs {
  @Field(() => ID, { nullable: true, description: 'Id of the account.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'Username, in any case.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  username?: string | null;

  @Field(() => String, { nullable: true, description: 'Account number.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  accountNumber?: string | null;
}
