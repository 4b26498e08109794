import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsName } from '../../../common/text/validators.js';
import { IDENTIFIER_MAX } from '../../users/users.policy.js';
import { ALIAS_MAX, GROUP_NAME_MAX } from '../contacts.policy.js';

/** What to change of a contact. */
@InputType({
  description:
    'What to change of a contact; what is left out stays. At most one of `groupId` and `groupName` is given.',
})
export class UpdateContactInput {
  @Field(() => ID, { description: 'Id of the person.' })
  @IsString()
  @MaxLength(IDENTIFIER_MAX)
  userId!: string;

  @Field(() => String, {
    nullable: true,
    description: "The viewer's own name for the person, up to 64 characters; null or empty takes it away.",
  })
  @IsOptional()
  @IsName(0, ALIAS_MAX)
  alias?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the group to move the contact to.' })
  @IsOptional()
  @IsString()
  @MaxLength(IDENTIFIER_MAX)
  groupId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the group to move the contact to, 1 to 64 characters; it is made when missing.',
  })
  @IsOptional()
  @IsName(1, GROUP_NAME_MAX)
  groupName?: string | null;
}
