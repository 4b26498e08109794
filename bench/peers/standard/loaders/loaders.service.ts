import { Injectable } from '@nestjs/common';
import { MessagesService } from '../messages/messages.service.js';
import { UsersService } from '../users/users.service.js';
import { Loaders } from './loaders.js';

@Injectable()
export class LoadersService {
  constructor(
    private readonly usersService: UsersService,
    private readonly messagesService: MessagesService,
  ) {}

  create(): Loaders {
    return new Loaders(this.usersService, this.messagesService);
  }
}
