import { Field, ID, ObjectType } from '@nestjs/graphql';
import { MembershipChange } from './membership-change.enum.js';
import { ConversationEventType } from './conversation-event.type.js';

/** Who is in the conversation, or in what role, has changed. A viewer's own JOINED begins a membership: what was held of the conversation before is to be read again. After a viewer's own LEFT or REMOVED nothing follows. */
@ObjectType('MembershipChanged', {
  description:
    "Who is in the conversation, or in what role, has changed. A viewer's own JOINED begins a membership: what was held of the conversation before is to be read again. After a viewer's own LEFT or REMOVED nothing follows.",
  implements: () => [ConversationEventType],
})
export class MembershipChangedType extends ConversationEventType {
  @Field(() => MembershipChange, { description: 'What became of the membership.' })
  change!: MembershipChange;

  @Field(() => ID, { description: 'Whose membership it is.' })
  userId!: string;

  @Field(() => ID, { nullable: true, description: 'Who did it; null when nobody in particular did.' })
  actorId!: string | null;
}
