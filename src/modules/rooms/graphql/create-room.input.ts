import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsEnum, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsName, IsProse } from '../../../common/text/validators.js';
import { IsOmittable } from '../../users/graphql/profile.validators.js';
import { ADD_MAX, ROOM_DESCRIPTION_MAX, ROOM_NAME_MAX } from '../rooms.policy.js';
import { RoomHistory } from './room-history.enum.js';
import { RoomVisibility } from './room-visibility.enum.js';

/** What the new room is like. */
@InputType({ description: 'What the new room is like.' })
export class CreateRoomInput {
  @Field(() => String, { description: 'Name, 1 to 100 characters.' })
  @IsName(1, ROOM_NAME_MAX)
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is about, up to 2,000 characters.' })
  @IsOptional()
  @IsProse(ROOM_DESCRIPTION_MAX)
  description?: string | null;

  @Field(() => ID, { nullable: true, description: 'An image that the viewer uploaded, as avatar.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  avatarAttachmentId?: string | null;

  @Field(() => RoomVisibility, {
    defaultValue: RoomVisibility.PUBLIC,
    description: 'Who finds it and may enter; PUBLIC when left out.',
  })
  @IsEnum(RoomVisibility)
  visibility!: RoomVisibility;

  @Field(() => RoomHistory, {
    defaultValue: RoomHistory.ALL,
    description: 'From where on a newcomer sees messages; ALL when left out.',
  })
  @IsEnum(RoomHistory)
  history!: RoomHistory;

  @Field(() => [ID], {
    nullable: true,
    description: 'Whom to put in it from the start, up to 200 people. Who can not be added is told in the answer.',
  })
  @IsOmittable()
  @IsArray()
  @ArrayMaxSize(ADD_MAX)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  memberIds?: string[];
}
