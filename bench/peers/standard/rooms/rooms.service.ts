import { ForbiddenException, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Message } from '../messages/message.entity.js';
import type { PaginationArgs } from '../pagination.args.js';
import { Member } from './member.entity.js';
import { Room } from './room.entity.js';

@Injectable()
export class RoomsService {
  constructor(
    @InjectRepository(Room) private readonly rooms: Repository<Room>,
    @InjectRepository(Member) private readonly members: Repository<Member>,
  ) {}

  async checkMembership(userId: string, roomId: string): Promise<void> {
    if (!(await this.members.existsBy({ userId, roomId }))) throw new ForbiddenException('Not a member of this room');
  }

  /** With the user. */
  async memberOf(userId: string, roomId: string): Promise<Member> {
    const member = await this.members
      .createQueryBuilder('member')
      .innerJoinAndSelect('member.user', 'user')
      .where({ userId, roomId })
      .getOne();
    if (member === null) throw new ForbiddenException('Not a member of this room');
    return member;
  }

  /** Newest activity first. */
  findByMember(userId: string, { offset, limit }: PaginationArgs): Promise<Room[]> {
    return this.rooms
      .createQueryBuilder('room')
      .innerJoin(Member, 'member', 'member.roomId = room.id AND member.userId = :userId', { userId })
      .addSelect(
        (query) =>
          query
            .select('message.id')
            .from(Message, 'message')
            .where('message.roomId = room.id')
            .orderBy('message.id', 'DESC')
            .limit(1),
        'last_message_id',
      )
      .orderBy('last_message_id', 'DESC')
      .offset(offset)
      .limit(limit)
      .getMany();
  }
}
