import { Field, ObjectType } from '@nestjs/graphql';

/** Everything that was missed has been told; what follows is live. */
@ObjectType('InboxCaughtUp', { description: 'Everything that was missed has been told; what follows is live.' })
export class InboxCaughtUpType {
  @Field(() => String, { description: 'Where to resume when nothing else came.' })
  cursor!: string;
}
