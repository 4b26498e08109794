import { Field, InputType } from '@nestjs/graphql';
import { IsBoolean } from 'class-validator';

/** Which sessions to end. */
@InputType({ description: 'Which sessions to end.' })
export class LogoutEverywhereInput {
  @Field(() => Boolean, { defaultValue: false, description: 'True leaves the session in use alone.' })
  @IsBoolean()
  exceptCurrent!: boolean;
}
