import { Field, InputType } from '@nestjs/graphql';
import { IsDate, ValidateIf } from 'class-validator';
import { GraphQLDateTime } from 'graphql-scalars';
import { RoomIdInput } from './room-id.input.js';

/** Which room is silent, and until when. */
@InputType({ description: 'Which room is silent but for owner and admins, and until when.' })
export class MuteRoomInput extends RoomIdInput {
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'Until when, in the future; 9999-12-31T23:59:59.999Z is until lifted. Null lifts it. It must be given: leaving it out is INVALID_INPUT.',
  })
  @ValidateIf((input: { until?: unknown }) => input.until !== null)
  @IsDate()
  until!: Date | null;
}
