import { Field, ObjectType } from '@nestjs/graphql';

/** What resetPassword did. */
@ObjectType({ description: 'What resetPassword did.' })
export class ResetPasswordPayload {
  @Field(() => Boolean, {
    description: 'Always true: the password is set and all sessions are ended. Sign in with it.',
  })
  changed!: boolean;
}
