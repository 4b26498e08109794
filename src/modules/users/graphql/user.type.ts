import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Sex } from './sex.enum.js';

/** The public part of an account. Times, age and images are made by UserFieldsResolver. */
@ObjectType('User', {
  description:
    'The public part of an account, as any signed-in user may see it. A deleted account keeps its id and number, is called "Deleted user" and shows nothing else.',
})
export class UserType {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string;

  @Field(() => String, { description: 'Account number: 5 to 12 digits, unique for ever.' })
  accountNumber!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Username, unique regardless of case; null when none was chosen.',
  })
  username!: string | null;

  @Field(() => String, { description: 'The name that is shown; not unique.' })
  nickname!: string;

  @Field(() => String, { description: 'Signature line; empty when there is none.' })
  signature!: string;

  @Field(() => Sex, { description: 'Sex, as the person says.' })
  sex!: Sex;

  @Field(() => String, { description: 'Birthday as `YYYY-MM-DD`; the day of registration until it is set.' })
  birthday!: string;
}
