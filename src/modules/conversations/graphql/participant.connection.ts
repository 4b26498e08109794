import { ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../common/graphql/connection.js';
import { ParticipantType } from './participant.type.js';

/** A page of participants. */
@ObjectType('ParticipantConnection', { description: 'A page of participants, in the order in which they joined.' })
export class ParticipantConnection extends connectionOf(ParticipantType, 'Participant') {}
