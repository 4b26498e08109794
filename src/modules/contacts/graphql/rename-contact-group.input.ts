import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { IsName } from '../../../common/text/validators.js';
import { IDENTIFIER_MAX } from '../../users/users.policy.js';
import { GROUP_NAME_MAX } from '../contacts.policy.js';

/** Which contact group to rename, and how. */
@InputType({ description: 'Which contact group to rename, and how.' })
export class RenameContactGroupInput {
  @Field(() => ID, { description: 'Id of the group.' })
  @IsString()
  @MaxLength(IDENTIFIER_MAX)
  groupId!: string;

  @Field(() => String, { description: 'Its new name, 1 to 64 characters.' })
  @IsName(1, GROUP_NAME_MAX)
  name!: string;
}
