import { Field, InputType } from '@nestjs/graphql';
import { IsBoolean } from 'class-validator';

/** Whether others may see when the viewer is there. */
@InputType({ description: 'Whether others may see when the viewer is there.' })
export class SetPresenceVisibilityInput {
  @Field(() => Boolean, { description: 'False: to everybody else the viewer looks as if never there.' })
  @IsBoolean()
  visible!: boolean;
}
