import { Field, ID, ObjectType } from '@nestjs/graphql';
import { RoomPayload } from './room.payload.js';

/** What unbanRoomMember did. */
@ObjectType({ description: 'What unbanRoomMember did.' })
export class UnbanRoomMemberPayload extends RoomPayload {
  @Field(() => ID, { description: 'Whom it was done to.' })
  userId!: string;
}
