import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';

/** What every input that names a room has. */
@InputType({ isAbstract: true })
export abstract class RoomIdInput {
  @Field(() => ID, { description: 'Which room.' })
  @IsString()
  @MaxLength(64)
  roomId!: string;
}
