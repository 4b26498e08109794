import { Field, ID, ObjectType } from '@nestjs/graphql';

/** One sign-in of the viewer on one device. Its times are made by SessionFieldsResolver. */
@ObjectType('Session', { description: 'One sign-in of the viewer on one device.' })
export class SessionType {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  @Field(() => String, { description: 'Network address that it was opened from.' })
  address!: string;

  @Field(() => String, { description: 'What the client called itself; empty when it said nothing.' })
  userAgent!: string;

  @Field(() => Boolean, { description: 'Whether it is the session of this very request.' })
  current!: boolean;
}
