import { Field, Int, ObjectType } from '@nestjs/graphql';

/** What logoutEverywhere did. */
@ObjectType({ description: 'What logoutEverywhere did.' })
export class LogoutEverywherePayload {
  @Field(() => Int, { description: 'How many sessions were ended.' })
  endedSessions!: number;
}
