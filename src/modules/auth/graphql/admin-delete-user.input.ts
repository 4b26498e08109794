import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';

/** Which account an administrator deletes. */
@InputType({ description: 'Which account an administrator deletes.' })
export class AdminDeleteUserInput {
  @Field(() => ID, { description: 'Id of the account.' })
  @IsString()
  @MaxLength(64)
  userId!: string;
}
