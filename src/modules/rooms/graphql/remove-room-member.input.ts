import { Field, InputType } from '@nestjs/graphql';
import { IsBoolean, IsDate, IsOptional } from 'class-validator';
import { GraphQLDateTime } from 'graphql-scalars';
import { IsName } from '../../../common/text/validators.js';
import { BAN_REASON_MAX } from '../rooms.policy.js';
import { RoomMemberInput } from './room-member.input.js';

/** Whom to remove, and whether for good. */
@InputType({ description: 'Whom to remove from which room, and whether they may come back.' })
export class RemoveRoomMemberInput extends RoomMemberInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Ban them as well, so that they can neither join nor be added. Works for people who are not in it, too.',
  })
  @IsBoolean()
  ban!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why they are banned, up to 280 characters, for the other admins.',
  })
  @IsOptional()
  @IsName(0, BAN_REASON_MAX)
  banReason?: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Until when they are banned, in the future; left out: until it is lifted.',
  })
  @IsOptional()
  @IsDate()
  banUntil?: Date | null;
}
