import { Field, ObjectType } from '@nestjs/graphql';
import { ContactGroupType } from './contact-group.type.js';

/** What renameContactGroup did. */
@ObjectType({ description: 'What renameContactGroup did.' })
export class RenameContactGroupPayload {
  @Field(() => ContactGroupType, { description: 'The group as it is now.' })
  group!: ContactGroupType;
}
