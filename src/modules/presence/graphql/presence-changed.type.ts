import { Field, ID, ObjectType } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { PresenceState } from './presence-state.enum.js';

/** Whether somebody is there, as far as the viewer may know. */
@ObjectType('PresenceChanged', { description: 'Whether somebody is there, as far as the viewer may know.' })
export class PresenceChangedType {
  @Field(() => ID, { description: 'Who.' })
  userId!: string;

  @Field(() => PresenceState, { description: 'Whether they are there.' })
  state!: PresenceState;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When they were last there; null while they are, and when it is not known or not for the viewer.',
  })
  lastSeenAt!: Date | null;
}
