import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { IDENTIFIER_MAX } from '../../users/users.policy.js';

/** Whom to remove from the contact list. */
@InputType({ description: 'Whom to remove from the contact list.' })
export class RemoveContactInput {
  @Field(() => ID, { description: 'Id of the person.' })
  @IsString()
  @MaxLength(IDENTIFIER_MAX)
  userId!: string;
}
