import { Field, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { IsNewPassword, SECRET_MAX } from './password.validators.js';

/** The mailed token and the new password. */
@InputType({ description: 'The mailed token and the new password.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The token of the mailed link; it works once.' })
  @IsString()
  @MaxLength(SECRET_MAX)
  token!: string;

  @Field(() => String, { description: 'New password: 8 to 256 characters of any kind.' })
  @IsNewPassword()
  newPassword!: string;
}
