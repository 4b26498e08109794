import { ObjectType } from '@nestjs/graphql';
import { RoomPayload } from './room.payload.js';

/** What joinRoom did. */
@ObjectType({ description: 'What joinRoom did.' })
export class JoinRoomPayload extends RoomPayload {}
