import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { PubSub } from 'graphql-subscriptions';
import { DataSource, In, Repository } from 'typeorm';
import type { PaginationArgs } from '../pagination.args.js';
import { Member } from '../rooms/member.entity.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { Message } from './message.entity.js';
import type { SendMessageInput } from './send-message.input.js';

@Injectable()
export class MessagesService {
  constructor(
    @InjectRepository(Message) private readonly messages: Repository<Message>,
    private readonly dataSource: DataSource,
    private readonly roomsService: RoomsService,
    private readonly pubSub: PubSub,
  ) {}

  async send(senderId: string, input: SendMessageInput): Promise<Message> {
    const { user } = await this.roomsService.memberOf(senderId, input.roomId);
    const message = await this.dataSource.transaction((manager) =>
      manager.save(manager.create(Message, { ...input, senderId, createdAt: new Date() })),
    );
    // With the sender: each subscriber has DataLoaders of its own, which would each ask for the same user.
    message.sender = user;
    await this.pubSub.publish('messageAdded', { messageAdded: message });
    return message;
  }

  /** Newest first. */
  async findByRoom(userId: string, roomId: string, { offset, limit }: PaginationArgs): Promise<Message[]> {
    await this.roomsService.checkMembership(userId, roomId);
    return this.messages.find({ where: { roomId }, order: { id: 'DESC' }, skip: offset, take: limit });
  }

  async findLastOfRooms(roomIds: readonly string[]): Promise<Message[]> {
    const newest = await this.messages
      .createQueryBuilder('message')
      .select('MAX(message.id)', 'id')
      .where('message.roomId IN (:...roomIds)', { roomIds })
      .groupBy('message.roomId')
      .getRawMany<{ id: string }>();
    return this.messages.findBy({ id: In(newest.map(({ id }) => id)) });
  }

  countUnread(userId: string, roomIds: readonly string[]): Promise<{ roomId: string; count: string }[]> {
    return this.messages
      .createQueryBuilder('message')
      .innerJoin(Member, 'member', 'member.roomId = message.roomId AND member.userId = :userId', { userId })
      .select('message.roomId', 'roomId')
      .addSelect('COUNT(*)', 'count')
      .where('message.roomId IN (:...roomIds)', { roomIds })
      .andWhere('message.id > member.lastReadMessageId')
      .groupBy('message.roomId')
      .getRawMany();
  }
}
