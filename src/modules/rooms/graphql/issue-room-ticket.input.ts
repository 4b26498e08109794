import { InputType } from '@nestjs/graphql';
import { RoomIdInput } from './room-id.input.js';

/** For which room a ticket is wanted. */
@InputType({ description: 'For which room.' })
export class IssueRoomTicketInput extends RoomIdInput {}
