import { Field, ID, ObjectType } from '@nestjs/graphql';

/** What leaveRoom did. */
@ObjectType({ description: 'What leaveRoom did.' })
export class LeaveRoomPayload {
  @Field(() => ID, { description: 'Which room.' })
  roomId!: string;
}
