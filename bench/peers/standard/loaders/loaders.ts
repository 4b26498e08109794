import DataLoader from 'dataloader';
import type { Message } from '../messages/message.entity.js';
import type { MessagesService } from '../messages/messages.service.js';
import type { User } from '../users/user.entity.js';
import type { UsersService } from '../users/users.service.js';

/** One set for each operation. */
export class Loaders {
  readonly users: DataLoader<string, User | null>;
  readonly lastMessages: DataLoader<string, Message | null>;
  private unread: DataLoader<string, number> | undefined;

  constructor(
    usersService: UsersService,
    private readonly messagesService: MessagesService,
  ) {
    this.users = new DataLoader(async (ids) => {
      const users = new Map((await usersService.findByIds(ids)).map((user) => [user.id, user]));
      return ids.map((id) => users.get(id) ?? null);
    });
    this.lastMessages = new DataLoader(async (roomIds) => {
      const messages = await messagesService.findLastOfRooms(roomIds);
      const byRoom = new Map(messages.map((message) => [message.roomId, message]));
      return roomIds.map((roomId) => byRoom.get(roomId) ?? null);
    });
  }

  unreadCounts(userId: string): DataLoader<string, number> {
    return (this.unread ??= new DataLoader(async (roomIds) => {
      const counts = await this.messagesService.countUnread(userId, roomIds);
      const byRoom = new Map(counts.map(({ roomId, count }) => [roomId, Number(count)]));
      return roomIds.map((roomId) => byRoom.get(roomId) ?? 0);
    }));
  }
}
