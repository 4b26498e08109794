import { Field, ObjectType } from '@nestjs/graphql';
import { BlockedUserType } from './blocked-user.type.js';

/** What blockUser did. */
@ObjectType({ description: 'What blockUser did.' })
export class BlockUserPayload {
  @Field(() => BlockedUserType, { description: 'Whom, and since when.' })
  blocked!: BlockedUserType;
}
