import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsInt, IsString, MaxLength, Min } from 'class-validator';
import { IDENTIFIER_MAX } from '../../users/users.policy.js';

/** Which contact group to move, and where. */
@InputType({ description: 'Which contact group to move, and where.' })
export class MoveContactGroupInput {
  @Field(() => ID, { description: 'Id of the group.' })
  @IsString()
  @MaxLength(IDENTIFIER_MAX)
  groupId!: string;

  @Field(() => Int, { description: 'Its new place, from 0; beyond the last place means last.' })
  @IsInt()
  @Min(0)
  position!: number;
}
