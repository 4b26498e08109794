import { Field, Int, ObjectType } from '@nestjs/graphql';
import { RoomActivityKind } from './room-activity-kind.enum.js';

/** Something that happened in a room. People and time are made by RoomActivityFieldsResolver. */
@ObjectType('RoomActivity', { description: 'Something that happened in a room besides messages.' })
export class RoomActivityType {
  @Field(() => RoomActivityKind, { name: 'type', description: 'What happened.' })
  kind!: RoomActivityKind;

  @Field(() => Int, {
    description:
      'How many people are in the room after it; who they are says `Room.presentUsers`. When thousands come or go within a moment, some ENTERED and EXITED may be left out.',
  })
  presentCount!: number;
}
