import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ParticipantRole } from './participant-role.enum.js';

/** Somebody in a conversation. Person, times and the read position are made by ParticipantFieldsResolver. */
@ObjectType('Participant', { description: 'Somebody who is in a conversation.' })
export class ParticipantType {
  @Field(() => ParticipantRole, { description: 'What they may do in it.' })
  role!: ParticipantRole;

  @Field(() => Int, {
    description: 'The newest message when they joined; it and what is before it was sent before they were there.',
  })
  joinedSeq!: number;

  @Field(() => Int, { description: 'They have received the messages up to this one.' })
  deliveredSeq!: number;

  @Field(() => ID, { description: 'Id of the person.' })
  userId!: string;
}
