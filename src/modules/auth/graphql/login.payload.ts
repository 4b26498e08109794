import { ObjectType } from '@nestjs/graphql';
import { SessionPayload } from './session-payload.js';

/** What login answers. */
@ObjectType({ description: 'The session that login opened.' })
export class LoginPayload extends SessionPayload {}
