import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { IDENTIFIER_MAX } from '../../users/users.policy.js';

/** Which contact group to delete. */
@InputType({ description: 'Which contact group to delete.' })
export class DeleteContactGroupInput {
  @Field(() => ID, { description: 'Id of the group.' })
  @IsString()
  @MaxLength(IDENTIFIER_MAX)
  groupId!: string;
}
