import { Field, ObjectType } from '@nestjs/graphql';
import { ContactType } from './contact.type.js';

/** What updateContact did. */
@ObjectType({ description: 'What updateContact did.' })
export class UpdateContactPayload {
  @Field(() => ContactType, { description: 'The contact as it is now.' })
  contact!: ContactType;
}
