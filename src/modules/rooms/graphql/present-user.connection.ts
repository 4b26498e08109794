import { ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../common/graphql/connection.js';
import { UserType } from '../../users/graphql/user.type.js';

/** A page of the people who are in a room at present. */
@ObjectType('PresentUserConnection', {
  description: 'A page of the people who are in a room at present, in the order in which they entered.',
})
export class PresentUserConnection extends connectionOf(UserType, 'PresentUser') {}
