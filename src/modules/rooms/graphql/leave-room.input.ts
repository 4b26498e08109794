import { InputType } from '@nestjs/graphql';
import { RoomIdInput } from './room-id.input.js';

/** Which room to leave. */
@InputType({ description: 'Which room to leave.' })
export class LeaveRoomInput extends RoomIdInput {}
