import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsName } from '../../../common/text/validators.js';
import { IDENTIFIER_MAX } from '../../users/users.policy.js';
import { ALIAS_MAX, GROUP_NAME_MAX } from '../contacts.policy.js';

/** Whom to add, and where. */
@InputType({ description: 'Whom to add, and to which group. Exactly one of `userId` and `identifier` is given.' })
export class AddContactInput {
  @Field(() => ID, { nullable: true, description: 'Id of the person.' })
  @IsOptional()
  @IsString()
  @MaxLength(IDENTIFIER_MAX)
  userId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Account number, username or e-mail address of the person, complete. Rate limited.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(IDENTIFIER_MAX)
  identifier?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the group, 1 to 64 characters; it is made when missing. Default: the default group.',
  })
  @IsOptional()
  @IsName(1, GROUP_NAME_MAX)
  groupName?: string | null;

  @Field(() => String, { nullable: true, description: "The viewer's own name for the person, up to 64 characters." })
  @IsOptional()
  @IsName(0, ALIAS_MAX)
  alias?: string | null;
}
