import { Field, InputType } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsName } from '../../../common/text/validators.js';
import { ProfileInput } from '../../users/graphql/profile.input.js';
import { IsAccountNumber } from '../../users/graphql/profile.validators.js';
import { NICKNAME_MAX } from '../../users/users.policy.js';
import { IsNewPassword, SECRET_MAX } from './password.validators.js';

/** What a new account is made of. */
@InputType({ description: 'What a new account is made of.' })
export class RegisterInput extends ProfileInput {
  @Field(() => String, {
    nullable: true,
    description: 'Account number: 5 to 12 digits, the first not 0. Left out: a free one is assigned.',
  })
  @IsOptional()
  @IsAccountNumber()
  accountNumber?: string | null;

  @Field(() => String, { description: 'The name that is shown, 1 to 64 characters.' })
  @IsName(1, NICKNAME_MAX)
  nickname!: string;

  @Field(() => String, {
    description: 'Password: 8 to 256 characters of any kind, not the account number, username or e-mail address.',
  })
  @IsNewPassword()
  password!: string;

  @Field(() => String, { nullable: true, description: 'The password again; must match when given.' })
  @IsOptional()
  @IsString()
  @MaxLength(SECRET_MAX)
  passwordConfirmation?: string | null;
}
