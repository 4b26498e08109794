import { ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../common/graphql/connection.js';
import { RoomType } from './room.type.js';

/** A page of rooms. */
@ObjectType('RoomConnection', { description: 'A page of rooms, in the order of their names.' })
export class RoomConnection extends connectionOf(RoomType, 'Room') {}
