import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/messages.module.js';
import { UsersModule } from '../users/users.module.js';
import { LoadersService } from './loaders.service.js';

@Module({ imports: [UsersModule, MessagesModule], providers: [LoadersService], exports: [LoadersService] })
export class LoadersModule {}
