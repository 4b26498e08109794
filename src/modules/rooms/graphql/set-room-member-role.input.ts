import { Field, InputType } from '@nestjs/graphql';
import { IsEnum } from 'class-validator';
import { ParticipantRole } from '../../conversations/graphql/participant-role.enum.js';
import { RoomMemberInput } from './room-member.input.js';

/** Who becomes what. */
@InputType({ description: 'Who becomes what in which room.' })
export class SetRoomMemberRoleInput extends RoomMemberInput {
  @Field(() => ParticipantRole, { description: 'ADMIN or MEMBER; for OWNER use transferRoomOwnership.' })
  @IsEnum(ParticipantRole)
  role!: ParticipantRole;
}
