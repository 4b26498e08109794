import { Field, ObjectType } from '@nestjs/graphql';
import { MeType } from './me.type.js';

/** What updateProfile did. */
@ObjectType({ description: 'What updateProfile did.' })
export class UpdateProfilePayload {
  @Field(() => MeType, { description: 'The account as it is now.' })
  me!: MeType;
}
