import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { IDENTIFIER_MAX } from '../../users/users.policy.js';

/** Whom to unblock. */
@InputType({ description: 'Whom to unblock.' })
export class UnblockUserInput {
  @Field(() => ID, { description: 'Id of the person.' })
  @IsString()
  @MaxLength(IDENTIFIER_MAX)
  userId!: string;
}
