import { Field, ID, ObjectType } from '@nestjs/graphql';
import { RoomPayload } from './room.payload.js';

/** What removeRoomMember did. */
@ObjectType({ description: 'What removeRoomMember did.' })
export class RemoveRoomMemberPayload extends RoomPayload {
  @Field(() => ID, { description: 'Whom it was done to.' })
  userId!: string;
}
