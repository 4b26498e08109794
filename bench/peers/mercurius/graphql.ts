import { GraphQLDateTime } from 'graphql-scalars';
import type { IResolvers, MercuriusContext, MercuriusLoaders } from 'mercurius';
import type { Chat, Message, NewMessage, Room } from './chat.js';

declare module 'mercurius' {
  interface MercuriusContext {
    userId: string;
  }
}

const topicOf = (roomId: string): string => `MESSAGE_ADDED_${roomId}`;

export const resolversOf = (chat: Chat): IResolvers => ({
  DateTime: GraphQLDateTime,
  Query: {
    messages: (_root, args: { roomId: string; before?: string | null; limit: number }, { userId }) =>
      chat.messages(userId, args.roomId, args.before ?? null, args.limit),
    rooms: (_root, { limit }: { limit: number }, { userId }) => chat.rooms(userId, limit),
  },
  Mutation: {
    sendMessage: async (_root, { input }: { input: NewMessage }, { userId, pubsub }) => {
      const message = await chat.send(userId, input);
      await pubsub.publish({ topic: topicOf(message.roomId), payload: { messageAdded: message } });
      return message;
    },
  },
  Subscription: {
    messageAdded: {
      subscribe: async (_root, { roomId }: { roomId: string }, { userId, pubsub }) => {
        await chat.memberOf(roomId, userId);
        return pubsub.subscribe(topicOf(roomId));
      },
    },
  },
});

type Queries<T> = readonly { readonly obj: T }[];

export const loadersOf = (chat: Chat): MercuriusLoaders => ({
  Message: {
    // Mercurius caches nothing in subscriptions: a query here would be one for each subscriber and event.
    sender: async (queries: Queries<Message>) => {
      const unknown = queries.filter(({ obj }) => obj.sender === undefined);
      const users = unknown.length === 0 ? null : await chat.usersById(unknown.map(({ obj }) => obj.senderId));
      return queries.map(({ obj }) => obj.sender ?? users?.get(obj.senderId) ?? null);
    },
  },
  Room: {
    lastMessage: async (queries: Queries<Room>) => {
      const messages = await chat.lastMessages(queries.map(({ obj }) => obj.id));
      return queries.map(({ obj }) => messages.get(obj.id) ?? null);
    },
    unreadCount: async (queries: Queries<Room>, { userId }: MercuriusContext) => {
      const counts = await chat.unreadCounts(
        userId,
        queries.map(({ obj }) => obj.id),
      );
      return queries.map(({ obj }) => counts.get(obj.id) ?? 0);
    },
  },
});
