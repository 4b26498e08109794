import { Field, ObjectType } from '@nestjs/graphql';
import { UserType } from '../../users/graphql/user.type.js';
import { SkippedMemberType } from './skipped-member.type.js';
import { RoomPayload } from './room.payload.js';

/** What addRoomMembers did. */
@ObjectType({ description: 'What addRoomMembers did.' })
export class AddRoomMembersPayload extends RoomPayload {
  @Field(() => [UserType], { description: 'Who was added.' })
  added!: readonly UserType[];

  @Field(() => [SkippedMemberType], { description: 'Who was not added, and why.' })
  skipped!: readonly SkippedMemberType[];
}
