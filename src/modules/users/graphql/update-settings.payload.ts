import { Field, ObjectType } from '@nestjs/graphql';
import { MeType } from './me.type.js';

/** What updateSettings did. */
@ObjectType({ description: 'What updateSettings did.' })
export class UpdateSettingsPayload {
  @Field(() => MeType, { description: 'The account as it is now.' })
  me!: MeType;
}
