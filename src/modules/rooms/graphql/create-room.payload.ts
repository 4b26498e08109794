import { Field, ObjectType } from '@nestjs/graphql';
import { SkippedMemberType } from './skipped-member.type.js';
import { RoomPayload } from './room.payload.js';

/** What createRoom did. */
@ObjectType({ description: 'What createRoom did.' })
export class CreateRoomPayload extends RoomPayload {
  @Field(() => [SkippedMemberType], { description: 'Who was not added, and why.' })
  skipped!: readonly SkippedMemberType[];
}
