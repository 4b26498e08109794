import { Field, ID, ObjectType } from '@nestjs/graphql';

/** One attempt to sign in to the viewer's account. Its time is made by LoginAttemptFieldsResolver. */
@ObjectType('LoginAttempt', { description: "One attempt to sign in to the viewer's account." })
export class LoginAttemptType {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  @Field(() => String, { description: 'Network address that it came from.' })
  address!: string;

  @Field(() => String, { description: 'What the client called itself; empty when it said nothing.' })
  userAgent!: string;

  @Field(() => Boolean, { description: 'Whether it succeeded; false: the password was wrong.' })
  succeeded!: boolean;
}
