import { InputType } from '@nestjs/graphql';
import { RoomIdInput } from './room-id.input.js';

/** Which room to join. */
@InputType({ description: 'Which room to join.' })
export class JoinRoomInput extends RoomIdInput {}
