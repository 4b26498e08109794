import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { RoomHistory } from './room-history.enum.js';
import { RoomVisibility } from './room-visibility.enum.js';

/** The profile of a room. What depends on the viewer, times and images are made by RoomFieldsResolver. */
@ObjectType('Room', {
  description:
    'A room: a conversation of many with a name. A public one shows its profile to everybody who is signed in; what is null for strangers says so.',
})
export class RoomType {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  @Field(() => String, { description: 'Name, 1 to 100 characters; not unique.' })
  name!: string;

  @Field(() => String, { description: 'What the room is about; empty when nobody has said.' })
  description!: string;

  @Field(() => RoomVisibility, { description: 'Who finds it and may enter.' })
  visibility!: RoomVisibility;

  @Field(() => RoomHistory, { description: 'From where on a newcomer sees messages.' })
  history!: RoomHistory;

  @Field(() => Int, { description: 'How many members it has.' })
  memberCount!: number;
}
