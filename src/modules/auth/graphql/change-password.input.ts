import { Field, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { IsNewPassword, SECRET_MAX } from './password.validators.js';

/** The present and the new password. */
@InputType({ description: 'The present and the new password.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The present password.' })
  @IsString()
  @MaxLength(SECRET_MAX)
  currentPassword!: string;

  @Field(() => String, { description: 'New password: 8 to 256 characters of any kind.' })
  @IsNewPassword()
  newPassword!: string;
}
