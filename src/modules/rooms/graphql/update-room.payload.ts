import { ObjectType } from '@nestjs/graphql';
import { RoomPayload } from './room.payload.js';

/** What updateRoom did. */
@ObjectType({ description: 'What updateRoom did.' })
export class UpdateRoomPayload extends RoomPayload {}
