import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsString, MaxLength } from 'class-validator';
import { ADD_MAX } from '../rooms.policy.js';
import { RoomIdInput } from './room-id.input.js';

/** Whom to put in a room. */
@InputType({ description: 'Whom to put in which room.' })
export class AddRoomMembersInput extends RoomIdInput {
  @Field(() => [ID], { description: 'Whom: 1 to 200 people.' })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(ADD_MAX)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  userIds!: string[];
}
