import { Field, ID, ObjectType } from '@nestjs/graphql';

/** A ban. People and times are made by RoomBanFieldsResolver. */
@ObjectType('RoomBan', { description: 'Somebody may not join a room, nor be added to it.' })
export class RoomBanType {
  @Field(() => ID, { description: 'Id of the person.' })
  userId!: string;

  @Field(() => String, { description: 'Why, in the words of who banned them; empty when they did not say.' })
  reason!: string;
}
