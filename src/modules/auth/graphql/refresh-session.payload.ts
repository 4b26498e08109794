import { ObjectType } from '@nestjs/graphql';
import { SessionPayload } from './session-payload.js';

/** What refreshSession answers. */
@ObjectType({ description: 'The session that refreshSession renewed.' })
export class RefreshSessionPayload extends SessionPayload {}
