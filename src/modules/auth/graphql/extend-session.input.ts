import { Field, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';

/** The token to go on with. */
@InputType({ description: 'The token to go on with.' })
export class ExtendSessionInput {
  @Field(() => String, { description: 'A fresh access token of the same session, from refreshSession.' })
  @IsString()
  @MaxLength(4096)
  accessToken!: string;
}
