import { Field, ID, ObjectType } from '@nestjs/graphql';

/** What deleteRoom did. */
@ObjectType({ description: 'What deleteRoom did.' })
export class DeleteRoomPayload {
  @Field(() => ID, { description: 'Which room.' })
  roomId!: string;
}
