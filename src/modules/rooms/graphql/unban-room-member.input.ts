import { InputType } from '@nestjs/graphql';
import { RoomMemberInput } from './room-member.input.js';

/** Whose ban to lift. */
@InputType({ description: 'Whose ban to lift.' })
export class UnbanRoomMemberInput extends RoomMemberInput {}
