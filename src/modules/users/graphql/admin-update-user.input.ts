import { Field, ID, InputType } from '@nestjs/graphql';
import { IsBoolean, IsString, MaxLength } from 'class-validator';
import { IsName } from '../../../common/text/validators.js';
import { NICKNAME_MAX } from '../users.policy.js';
import { ProfileInput } from './profile.input.js';
import { IsOmittable } from './profile.validators.js';

/** What an administrator changes of an account. */
@InputType({ description: 'What an administrator changes of an account; what is left out stays as it is.' })
export class AdminUpdateUserInput extends ProfileInput {
  @Field(() => ID, { description: 'Id of the account.' })
  @IsString()
  @MaxLength(64)
  userId!: string;

  @Field(() => String, { nullable: true, description: 'The name that is shown, 1 to 64 characters.' })
  @IsOmittable()
  @IsName(1, NICKNAME_MAX)
  nickname?: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the account is an administrator.' })
  @IsOmittable()
  @IsBoolean()
  isAdmin?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'True takes the avatar and the photo wall away.' })
  @IsOmittable()
  @IsBoolean()
  removeImages?: boolean;
}
