import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { RoomIdInput } from './room-id.input.js';

/** What every input that names a member of a room has. */
@InputType({ isAbstract: true })
export abstract class RoomMemberInput extends RoomIdInput {
  @Field(() => ID, { description: 'Whom.' })
  @IsString()
  @MaxLength(64)
  userId!: string;
}
