import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';

/** With whom. */
@InputType({ description: 'With whom to have a direct conversation.' })
export class OpenDirectConversationInput {
  @Field(() => ID, { description: "Id of the person. The viewer's own id opens the viewer's notes to themselves." })
  @IsString()
  @MaxLength(64)
  userId!: string;
}
