import { Field, ObjectType } from '@nestjs/graphql';
import { ContactGroupType } from './contact-group.type.js';

/** What moveContactGroup did. */
@ObjectType({ description: 'What moveContactGroup did.' })
export class MoveContactGroupPayload {
  @Field(() => [ContactGroupType], { description: 'All groups of the viewer in their new order.' })
  groups!: ContactGroupType[];
}
