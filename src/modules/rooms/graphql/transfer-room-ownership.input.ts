import { InputType } from '@nestjs/graphql';
import { RoomMemberInput } from './room-member.input.js';

/** Which room is handed over, and to whom. */
@InputType({ description: 'Which room, and to whom.' })
export class TransferRoomOwnershipInput extends RoomMemberInput {}
