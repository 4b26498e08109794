import { Field, ID, ObjectType } from '@nestjs/graphql';
import { ContactGroupType } from './contact-group.type.js';

/** What deleteContactGroup did. */
@ObjectType({ description: 'What deleteContactGroup did.' })
export class DeleteContactGroupPayload {
  @Field(() => ID, { description: 'Id of the group that is gone.' })
  groupId!: string;

  @Field(() => [ContactGroupType], {
    description: 'The groups that are left, in order; the default group took over the contacts.',
  })
  groups!: ContactGroupType[];
}
