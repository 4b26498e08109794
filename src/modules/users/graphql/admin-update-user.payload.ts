import { Field, ObjectType } from '@nestjs/graphql';
import { UserType } from './user.type.js';

/** What adminUpdateUser did. */
@ObjectType({ description: 'What adminUpdateUser did.' })
export class AdminUpdateUserPayload {
  @Field(() => UserType, { description: 'The account as it is now.' })
  user!: UserType;
}
