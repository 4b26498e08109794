import { Field, ObjectType } from '@nestjs/graphql';
import { ContactType } from './contact.type.js';

/** What addContact did. */
@ObjectType({ description: 'What addContact did.' })
export class AddContactPayload {
  @Field(() => ContactType, { description: 'The new contact.' })
  contact!: ContactType;
}
