import { Field, ObjectType } from '@nestjs/graphql';
import { RoomType } from './room.type.js';

/** What every payload that shows the room afterwards has. */
@ObjectType({ isAbstract: true })
export abstract class RoomPayload {
  @Field(() => RoomType, { description: 'The room as it is now.' })
  room!: RoomType;
}
