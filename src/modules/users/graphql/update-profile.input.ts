import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsName } from '../../../common/text/validators.js';
import { NICKNAME_MAX, PHOTO_WALL_MAX } from '../users.policy.js';
import { IsOmittable } from './profile.validators.js';
import { ProfileInput } from './profile.input.js';

/** What to change of the viewer's profile. */
@InputType({ description: "What to change of the viewer's profile; what is left out stays as it is." })
export class UpdateProfileInput extends ProfileInput {
  @Field(() => String, { nullable: true, description: 'The name that is shown, 1 to 64 characters.' })
  @IsOmittable()
  @IsName(1, NICKNAME_MAX)
  nickname?: string;

  @Field(() => ID, { nullable: true, description: 'An image that the viewer uploaded, as avatar. Null: none.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  avatarAttachmentId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'The whole photo wall in its new order: up to 30 different images that the viewer uploaded. Null: none.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(PHOTO_WALL_MAX)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  photoWallAttachmentIds?: string[] | null;
}
