import { Field, ID, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { ContactGroupType } from './contact-group.type.js';

/** A person in the viewer's contact list. */
@ObjectType('Contact', { description: "A person in the viewer's contact list. Nobody else sees it." })
export class ContactType {
  @Field(() => ID, { description: "Id of the entry, unique among everything that the viewer's client holds." })
  id!: string;

  @Field(() => ID, { description: 'Id of the person.' })
  userId!: string;

  @Field(() => String, { nullable: true, description: "The viewer's own name for the person; null when none is set." })
  alias!: string | null;

  @Field(() => ContactGroupType, { description: 'The group that the contact is in.' })
  group!: ContactGroupType;

  @Field(() => GraphQLDateTime, { description: 'When the person was added.' })
  createdAt!: Date;

  /** Whose list it belongs to; not part of the schema. */
  ownerId!: string;

  /** Whether nothing was changed since it was added; not part of the schema. */
  isNew!: boolean;
}
