import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PubSub } from 'graphql-subscriptions';
import { RoomsModule } from '../rooms/rooms.module.js';
import { Message } from './message.entity.js';
import { MessagesResolver } from './messages.resolver.js';
import { MessagesService } from './messages.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Message]), RoomsModule],
  providers: [MessagesResolver, MessagesService, { provide: PubSub, useValue: new PubSub() }],
  exports: [MessagesService],
})
export class MessagesModule {}
