import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { Page } from '../../common/graphql/connection.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import { ImageDirectory, type ImageAddress } from '../../common/media/image-directory.js';
import { ConversationCompanions, type ListJoin } from '../conversations/conversation-companions.js';
import { ConversationViews } from '../conversations/conversation-views.js';
import { ConversationKind, type ParticipantRole } from '../conversations/conversation.words.js';
import type { ConversationEntity } from '../conversations/entities/conversation.entity.js';
import type { ParticipantEntity } from '../conversations/entities/participant.entity.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { RoomPresencesRepository } from './presence/room-presences.repository.js';
import { listedRoomFor, type ListedRoomRow } from './listed-room.js';
import type { RoomView } from './room-view.js';
import { RoomsRepository } from './rooms.repository.js';

/** What rooms show beside their own columns, read in batches however many rooms are shown. */
@Injectable()
export class RoomViews implements OnModuleInit {
  constructor(
    private readonly rooms: RoomsRepository,
    private readonly conversations: ConversationViews,
    private readonly presences: RoomPresencesRepository,
    private readonly users: UsersService,
    private readonly images: ImageDirectory,
    private readonly companions: ConversationCompanions,
  ) {}

  onModuleInit(): void {
    this.companions.registerJoin('room', (namesAt) => {
      const { key, columns, of, isAll } = listedRoomFor(namesAt());
      const tables = 'LEFT JOIN rooms r ON r.conversation_id = c.id AND r.deleted_at IS NULL';
      const take: ListJoin['take'] = (row, id, context) => knownRooms(context).set(id, of(row as ListedRoomRow, id));
      return { key, columns, tables, isAll, take };
    });
    this.companions.register('room', async ({ conversations, context }) => {
      const ids = conversations
        .filter(({ kind, id }) => kind === ConversationKind.ROOM && !knownRooms(context).has(id))
        .map(({ id }) => id);
      if (ids.length === 0) return;
      const rooms = await this.rooms.byConversations(ids);
      for (const id of ids) knownRooms(context).set(id, rooms.get(id) ?? null);
    });
  }

  /** The room of a conversation that the viewer is in; null for direct ones. */
  ofConversation(
    conversation: ConversationEntity,
    viewer: Viewer,
    context: GraphqlContext,
  ): Promise<RoomView | null> | RoomView | null {
    if (conversation.kind !== ConversationKind.ROOM) return null;
    const known = knownRooms(context).get(conversation.id);
    return known === undefined ? this.readOf(conversation, viewer, context) : known;
  }

  private async readOf(
    conversation: ConversationEntity,
    viewer: Viewer,
    context: GraphqlContext,
  ): Promise<RoomView | null> {
    // A delivered event may show a conversation that the viewer has just left.
    if (!(await this.conversations.find(conversation.id, viewer, context))) return null;
    const loader = context.loaders.get<string, RoomView>('rooms.byConversation', (ids) =>
      this.rooms.byConversations(ids),
    );
    return loader.load(conversation.id);
  }

  /** Null for all but members. */
  conversation(room: RoomView, viewer: Viewer, context: GraphqlContext): Promise<ConversationEntity | null> {
    return this.conversations.find(room.conversationId, viewer, context);
  }

  async viewerRole(room: RoomView, viewer: Viewer, context: GraphqlContext): Promise<ParticipantRole | null> {
    const conversation = await this.conversation(room, viewer, context);
    if (!conversation) return null;
    return (await this.conversations.membership(conversation, viewer, context))?.role ?? null;
  }

  async avatarUrl(room: RoomView, context: GraphqlContext): Promise<string | null> {
    if (room.avatarAttachmentId === null) return null;
    const loader = context.loaders.get<string, ImageAddress>('images.byId', (ids) => this.images.urls(ids));
    return (await loader.load(room.avatarAttachmentId))?.url ?? null;
  }

  /** Null for all but members. */
  async members(
    room: RoomView,
    args: PageArgs,
    viewer: Viewer,
    context: GraphqlContext,
  ): Promise<Page<ParticipantEntity> | null> {
    const conversation = await this.conversation(room, viewer, context);
    return conversation && this.conversations.participants(conversation, args, viewer, context);
  }

  /** Null for all but members. */
  async presentCount(room: RoomView, viewer: Viewer, context: GraphqlContext): Promise<number | null> {
    if (!(await this.conversation(room, viewer, context))) return null;
    const loader = context.loaders.get<string, number>('rooms.presentCount', (ids) => this.presences.counts(ids));
    return (await loader.load(room.id)) ?? 0;
  }

  /** Null for all but members. */
  async presentUsers(
    room: RoomView,
    args: PageArgs,
    viewer: Viewer,
    context: GraphqlContext,
  ): Promise<Page<UserEntity> | null> {
    if (!(await this.conversation(room, viewer, context))) return null;
    const page = await this.presences.page(room.id, args, context.loaders);
    const people = await Promise.all(page.edges.map(({ node }) => this.person(node.userId, context)));
    return {
      pageInfo: page.pageInfo,
      edges: page.edges.flatMap(({ cursor }, index) => {
        const node = people[index];
        return node ? [{ node, cursor }] : [];
      }),
    };
  }

  person(userId: string, context: GraphqlContext): Promise<UserEntity | null> {
    return this.users.loader(context).load(userId);
  }

  async people(userIds: readonly string[], context: GraphqlContext): Promise<UserEntity[]> {
    const found = await Promise.all(userIds.map((userId) => this.person(userId, context)));
    return found.filter((user) => user !== null);
  }
}

/** Rooms of conversations that a list shows, whose viewer is active in all of them. */
const knownRooms = (context: GraphqlContext): Map<string, RoomView | null> =>
  context.loaders.known<RoomView | null>('rooms.byConversation');
