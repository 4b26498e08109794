import { Field, ID, ObjectType } from '@nestjs/graphql';
import { SkipReason } from './skip-reason.enum.js';

/** Somebody who was to be added and was not. */
@ObjectType('SkippedRoomMember', { description: 'Somebody who was to be added to a room and was not.' })
export class SkippedMemberType {
  @Field(() => ID, { description: 'Id of the person, as it was given.' })
  userId!: string;

  @Field(() => SkipReason, { description: 'Why not.' })
  reason!: SkipReason;
}
