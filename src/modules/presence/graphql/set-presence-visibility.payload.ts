import { Field, ObjectType } from '@nestjs/graphql';

/** What setPresenceVisibility did. */
@ObjectType({ description: 'What setPresenceVisibility did.' })
export class SetPresenceVisibilityPayload {
  @Field(() => Boolean, { description: 'Whether others may see when the viewer is there.' })
  visible!: boolean;
}
