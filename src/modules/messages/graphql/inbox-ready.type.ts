import { Field, ObjectType } from '@nestjs/graphql';

/** The inbox is live: from here on nothing is missed. What was missed before follows. */
@ObjectType('InboxReady', {
  description: 'The inbox is live: from here on nothing is missed. What was missed before follows.',
})
export class InboxReadyType {
  @Field(() => String, { description: 'Where to resume when nothing else came.' })
  cursor!: string;

  @Field(() => String, {
    description: 'Names the history that cursors refer to. It changes when the operator restores a backup.',
  })
  epoch!: string;
}
