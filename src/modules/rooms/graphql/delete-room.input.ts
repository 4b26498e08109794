import { InputType } from '@nestjs/graphql';
import { RoomIdInput } from './room-id.input.js';

/** Which room to delete. */
@InputType({ description: 'Which room to delete.' })
export class DeleteRoomInput extends RoomIdInput {}
