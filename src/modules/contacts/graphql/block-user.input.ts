import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { IDENTIFIER_MAX } from '../../users/users.policy.js';

/** Whom to block. */
@InputType({ description: 'Whom to block.' })
export class BlockUserInput {
  @Field(() => ID, { description: 'Id of the person.' })
  @IsString()
  @MaxLength(IDENTIFIER_MAX)
  userId!: string;
}
