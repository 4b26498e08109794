import { Field, ID, ObjectType } from '@nestjs/graphql';
import { RoomPayload } from './room.payload.js';

/** What setRoomMemberRole did. */
@ObjectType({ description: 'What setRoomMemberRole did.' })
export class SetRoomMemberRolePayload extends RoomPayload {
  @Field(() => ID, { description: 'Whom it was done to.' })
  userId!: string;
}
