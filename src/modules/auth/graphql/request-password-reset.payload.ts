import { Field, ObjectType } from '@nestjs/graphql';

/** What requestPasswordReset answers, always. */
@ObjectType({ description: 'What requestPasswordReset answers, whether or not there is such an account.' })
export class RequestPasswordResetPayload {
  @Field(() => Boolean, {
    description: 'Always true. If the account exists and has an e-mail address, a link is on its way.',
  })
  accepted!: boolean;
}
