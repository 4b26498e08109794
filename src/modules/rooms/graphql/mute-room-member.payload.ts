import { Field, ID, ObjectType } from '@nestjs/graphql';
import { RoomPayload } from './room.payload.js';

/** What muteRoomMember did. */
@ObjectType({ description: 'What muteRoomMember did.' })
export class MuteRoomMemberPayload extends RoomPayload {
  @Field(() => ID, { description: 'Whom it was done to.' })
  userId!: string;
}
