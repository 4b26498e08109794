import { Field, ObjectType } from '@nestjs/graphql';
import { ContactGroupType } from './contact-group.type.js';

/** What createContactGroup did. */
@ObjectType({ description: 'What createContactGroup did.' })
export class CreateContactGroupPayload {
  @Field(() => ContactGroupType, { description: 'The new group.' })
  group!: ContactGroupType;
}
