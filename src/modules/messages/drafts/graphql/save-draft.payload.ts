import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DraftType } from './draft.type.js';

/** What saveDraft did. */
@ObjectType({ description: 'What saveDraft did.' })
export class SaveDraftPayload {
  @Field(() => DraftType, { nullable: true, description: 'The draft as it is now; null when it was wiped.' })
  draft!: DraftType | null;

  @Field(() => Int, { description: 'The version of the draft, also of one that was wiped.' })
  version!: number;
}
