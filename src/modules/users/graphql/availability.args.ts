import { ArgsType, Field } from '@nestjs/graphql';
import { IsAccountNumber, IsEmailAddress, IsUsername } from './profile.validators.js';

/** The address asked about. */
@ArgsType()
export class EmailArgs {
  @Field(() => String, { description: 'E-mail address.' })
  @IsEmailAddress()
  email!: string;
}

/** The account number asked about. */
@ArgsType()
export class AccountNumberArgs {
  @Field(() => String, { description: 'Account number: 5 to 12 digits, the first not 0.' })
  @IsAccountNumber()
  accountNumber!: string;
}

/** The username asked about. */
@ArgsType()
export class UsernameArgs {
  @Field(() => String, {
    description: 'Username: 3 to 32 letters, digits, dots, underscores and hyphens, a letter first.',
  })
  @IsUsername()
  username!: string;
}
