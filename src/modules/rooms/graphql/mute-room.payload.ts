import { ObjectType } from '@nestjs/graphql';
import { RoomPayload } from './room.payload.js';

/** What muteRoom did. */
@ObjectType({ description: 'What muteRoom did.' })
export class MuteRoomPayload extends RoomPayload {}
