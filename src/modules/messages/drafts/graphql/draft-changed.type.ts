import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { addInboxMember } from '../../../../common/realtime/inbox-contributions.js';
import { DraftType } from './draft.type.js';

/** The viewer's draft has changed on some device. */
@ObjectType('DraftChanged', {
  description:
    "The viewer's draft has changed, on some device. State: a newer one replaces an older one. A device that gets its own save back knows it by the version.",
})
export class DraftChangedType {
  @Field(() => ID, { description: 'The conversation.' })
  conversationId!: string;

  @Field(() => Int, { description: 'The version of the draft, also of one that was wiped.' })
  version!: number;

  @Field(() => DraftType, { nullable: true, description: 'The draft as it is now; null when it was sent or wiped.' })
  draft!: DraftType | null;
}

addInboxMember(DraftChangedType);
