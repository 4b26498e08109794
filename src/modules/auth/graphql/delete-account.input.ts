import { Field, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { SECRET_MAX } from './password.validators.js';

/** Proof that the owner wants the account deleted. */
@InputType({ description: 'Proof that the owner wants the account deleted.' })
export class DeleteAccountInput {
  @Field(() => String, { description: 'The password.' })
  @IsString()
  @MaxLength(SECRET_MAX)
  password!: string;
}
