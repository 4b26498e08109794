import { ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../common/graphql/connection.js';
import { BlockedUserType } from './blocked-user.type.js';

/** A page of those whom the viewer has blocked. */
@ObjectType('BlockedUserConnection', { description: 'A page of those whom the viewer has blocked, the latest first.' })
export class BlockedUserConnection extends connectionOf(BlockedUserType, 'BlockedUser') {}
