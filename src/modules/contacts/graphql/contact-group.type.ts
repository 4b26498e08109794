import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

/** A named part of the viewer's contact list. */
@ObjectType('ContactGroup', { description: "A named group of the viewer's contacts. Nobody else sees it." })
export class ContactGroupType {
  @Field(() => ID, { description: 'Id of the group.' })
  id!: string;

  @Field(() => String, { description: 'Name, unique among the groups of the viewer whatever the case of letters.' })
  name!: string;

  @Field(() => Int, { description: 'Place among the groups of the viewer, from 0.' })
  position!: number;

  @Field(() => Boolean, {
    description:
      'Whether this is the group for contacts that were added without naming one, or whose group was deleted.',
  })
  isDefault!: boolean;

  /** Whose list it belongs to; not part of the schema. */
  ownerId!: string;
}
