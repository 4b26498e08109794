import { ObjectType } from '@nestjs/graphql';
import { RoomPayload } from './room.payload.js';

/** What transferRoomOwnership did. */
@ObjectType({ description: 'What transferRoomOwnership did.' })
export class TransferRoomOwnershipPayload extends RoomPayload {}
