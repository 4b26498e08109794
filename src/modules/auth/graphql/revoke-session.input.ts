import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';

/** Which session to end. */
@InputType({ description: 'Which session to end.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: "Id of one of the viewer's sessions." })
  @IsString()
  @MaxLength(64)
  sessionId!: string;
}
