import { Field, InputType } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsName } from '../../../common/text/validators.js';
import { SIGNATURE_MAX } from '../users.policy.js';
import { IsEmailAddress, IsOmittable, IsPhone, IsUsername } from './profile.validators.js';
import { Sex } from './sex.enum.js';

/** What registration and both ways of changing a profile have in common. */
@InputType({ isAbstract: true })
export abstract class ProfileInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Username: 3 to 32 letters, digits, dots, underscores and hyphens, a letter first; unique regardless of case. Null: none.',
  })
  @IsOptional()
  @IsUsername()
  username?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address, unique regardless of case. Null: none.' })
  @IsOptional()
  @IsEmailAddress()
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number, seen by its owner only. Null: none.' })
  @IsOptional()
  @IsPhone()
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Signature line, up to 280 characters. Null: none.' })
  @IsOptional()
  @IsName(0, SIGNATURE_MAX)
  signature?: string | null;

  @Field(() => Sex, { nullable: true, description: 'Sex; `UNKNOWN` takes it back.' })
  @IsOmittable()
  @IsEnum(Sex)
  sex?: Sex;

  @Field(() => String, {
    nullable: true,
    description: 'Birthday as `YYYY-MM-DD`, from 1900 to today. Null: the day of registration.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  birthday?: string | null;
}
