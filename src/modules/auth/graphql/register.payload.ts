import { ObjectType } from '@nestjs/graphql';
import { SessionPayload } from './session-payload.js';

/** What register answers. */
@ObjectType({ description: 'The session that register opened for the new account.' })
export class RegisterPayload extends SessionPayload {}
