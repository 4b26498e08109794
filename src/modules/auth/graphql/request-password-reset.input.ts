import { Field, InputType } from '@nestjs/graphql';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IDENTIFIER_MAX } from '../../users/users.policy.js';

/** Whose password was forgotten. */
@InputType({ description: 'Whose password was forgotten.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'Account number, username or e-mail address; case does not matter.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(IDENTIFIER_MAX)
  identifier!: string;
}
