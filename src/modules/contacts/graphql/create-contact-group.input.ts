import { Field, InputType } from '@nestjs/graphql';
import { IsName } from '../../../common/text/validators.js';
import { GROUP_NAME_MAX } from '../contacts.policy.js';

/** The contact group to make. */
@InputType({ description: 'The contact group to make.' })
export class CreateContactGroupInput {
  @Field(() => String, { description: 'Its name, 1 to 64 characters.' })
  @IsName(1, GROUP_NAME_MAX)
  name!: string;
}
