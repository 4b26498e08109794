import { Field, ID, InputType } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsName, IsProse } from '../../../common/text/validators.js';
import { IsOmittable } from '../../users/graphql/profile.validators.js';
import { ROOM_DESCRIPTION_MAX, ROOM_NAME_MAX } from '../rooms.policy.js';
import { RoomHistory } from './room-history.enum.js';
import { RoomIdInput } from './room-id.input.js';
import { RoomVisibility } from './room-visibility.enum.js';

/** What to change of a room. */
@InputType({ description: 'What to change of a room; what is left out stays as it is.' })
export class UpdateRoomInput extends RoomIdInput {
  @Field(() => String, { nullable: true, description: 'Name, 1 to 100 characters.' })
  @IsOmittable()
  @IsName(1, ROOM_NAME_MAX)
  name?: string;

  @Field(() => String, { nullable: true, description: 'What it is about, up to 2,000 characters. Null: nothing.' })
  @IsOptional()
  @IsProse(ROOM_DESCRIPTION_MAX)
  description?: string | null;

  @Field(() => ID, { nullable: true, description: 'An image that the viewer uploaded, as avatar. Null: none.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  avatarAttachmentId?: string | null;

  @Field(() => RoomVisibility, { nullable: true, description: 'Who finds it and may enter.' })
  @IsOmittable()
  @IsEnum(RoomVisibility)
  visibility?: RoomVisibility;

  @Field(() => RoomHistory, {
    nullable: true,
    description: 'From where on newcomers see messages; it holds for those who are in it as well.',
  })
  @IsOmittable()
  @IsEnum(RoomHistory)
  history?: RoomHistory;
}
