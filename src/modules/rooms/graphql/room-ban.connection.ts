import { ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../../common/graphql/connection.js';
import { RoomBanType } from './room-ban.type.js';

/** A page of bans. */
@ObjectType('RoomBanConnection', { description: 'A page of the bans of a room, the latest first.' })
export class RoomBanConnection extends connectionOf(RoomBanType, 'RoomBan') {}
