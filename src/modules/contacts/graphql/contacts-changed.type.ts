import { Field, ID, ObjectType } from '@nestjs/graphql';
import { addInboxMember } from '../../../common/realtime/inbox-contributions.js';
import { ContactGroupType } from './contact-group.type.js';
import { ContactType } from './contact.type.js';
import { ContactsChange } from './contacts-change.enum.js';

/** News for a user's own devices about their contacts, groups and blocks. */
@ObjectType('ContactsChanged', {
  description:
    "A change to the viewer's contacts, groups or blocks, made on any device. It carries the present state of what changed, so a client keeps its lists right from these events alone.",
})
export class ContactsChangedType {
  // MembershipChanged has a `change` of another type, and both are selected side by side in the inbox.
  @Field(() => ContactsChange, { name: 'kind', description: 'What became different.' })
  change!: ContactsChange;

  @Field(() => ID, { nullable: true, description: 'Whom it is about; null when a group changed.' })
  contactUserId!: string | null;

  @Field(() => ContactType, {
    nullable: true,
    description: 'The contact as it is now; null when this person is no contact (any more), or a group changed.',
  })
  contact!: ContactType | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the viewer has blocked this person; null unless a block changed.',
  })
  blocked!: boolean | null;

  @Field(() => ID, { nullable: true, description: 'The group that changed; null unless one did.' })
  groupId!: string | null;

  @Field(() => [ContactGroupType], {
    nullable: true,
    description:
      'All groups of the viewer in their present order when a group changed; one that is missing was deleted.',
  })
  groups!: ContactGroupType[] | null;
}

addInboxMember(ContactsChangedType);
