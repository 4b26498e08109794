import { ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../common/graphql/connection.js';
import { UserType } from './user.type.js';

/** A page of people. */
@ObjectType('UserConnection', { description: 'A page of people, in the order of their nicknames.' })
export class UserConnection extends connectionOf(UserType, 'User') {}
