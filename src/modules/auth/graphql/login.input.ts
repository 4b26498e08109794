import { Field, InputType } from '@nestjs/graphql';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IDENTIFIER_MAX } from '../../users/users.policy.js';
import { SECRET_MAX } from './password.validators.js';

/** Who wants to sign in. */
@InputType({ description: 'Who wants to sign in.' })
export class LoginInput {
  @Field(() => String, { description: 'Account number, username or e-mail address; case does not matter.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(IDENTIFIER_MAX)
  identifier!: string;

  @Field(() => String, { description: 'Password.' })
  @IsString()
  @MaxLength(SECRET_MAX)
  password!: string;
}
