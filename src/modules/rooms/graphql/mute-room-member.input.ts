import { Field, InputType } from '@nestjs/graphql';
import { IsDate, ValidateIf } from 'class-validator';
import { GraphQLDateTime } from 'graphql-scalars';
import { RoomMemberInput } from './room-member.input.js';

/** Who may not speak, and until when. */
@InputType({ description: 'Who may not speak in which room, and until when.' })
export class MuteRoomMemberInput extends RoomMemberInput {
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'Until when, in the future; 9999-12-31T23:59:59.999Z is until lifted. Null lifts it. It must be given: leaving it out is INVALID_INPUT.',
  })
  @ValidateIf((input: { until?: unknown }) => input.until !== null)
  @IsDate()
  until!: Date | null;
}
