import { Field, ObjectType } from '@nestjs/graphql';
import { UserType } from './user.type.js';

/** The viewer's own account. */
@ObjectType('Me', { description: "The viewer's own account: all of `User`, and what only its owner may see." })
export class MeType extends UserType {
  @Field(() => String, {
    nullable: true,
    description: 'E-mail address, unique regardless of case; null when none was given.',
  })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number; null when none was given.' })
  phone!: string | null;
}
