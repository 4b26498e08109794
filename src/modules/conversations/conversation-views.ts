import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { SoleField } from '../../common/graphql/asks-for.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { Page } from '../../common/graphql/connection.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import type { UserEntity } from '../users/entities/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { ConversationCompanions } from './conversation-companions.js';
import { ConversationAccess } from './conversation-access.js';
import { peerIdOf, type ConversationGrant } from './conversation-grant.js';
import type { ConversationEntity } from './entities/conversation.entity.js';
import type { ParticipantEntity } from './entities/participant.entity.js';
import { ParticipantPages } from './participant-pages.js';
import { UnreadMentions } from './unread-mentions.js';
import { Unread } from './unread.js';

/** Conversations as their viewers see them, read in batches however many are shown. */
@Injectable()
export class ConversationViews {
  constructor(
    private readonly access: ConversationAccess,
    private readonly unread: Unread,
    private readonly mentions: UnreadMentions,
    private readonly users: UsersService,
    private readonly participantPages: ParticipantPages,
    private readonly companions: ConversationCompanions,
  ) {}

  /**
   * What resolvers of `Conversation` answer with: keeps the grant for the fields that need it, in place of one that an
   * earlier mutation of the same operation may have left.
   * @param unread where it was read together with the grant
   */
  show(grant: ConversationGrant, viewer: Viewer, context: GraphqlContext, unread?: number): ConversationEntity {
    const { id } = grant.conversation;
    this.access.prime(viewer, context.loaders, [grant]);
    this.unreadLoader(viewer, context).clear(id);
    this.mentionsLoader(viewer, context).clear(id);
    if (unread === undefined) knownUnread(context).delete(id);
    else knownUnread(context).set(id, unread);
    return grant.conversation;
  }

  /**
   * The same for one of a list that shows nothing of the grant. It may lack columns that nobody asks for, and is not for
   * keeping.
   */
  showWithout(conversation: ConversationEntity, context: GraphqlContext, unread?: number): ConversationEntity {
    if (unread !== undefined) knownUnread(context).set(conversation.id, unread);
    return conversation;
  }

  /** The conversation, for fields that name it by id; null for all but its active participants. */
  async find(conversationId: string, viewer: Viewer, context: GraphqlContext): Promise<ConversationEntity | null> {
    return (await this.grant(conversationId, viewer, context))?.conversation ?? null;
  }

  /** The same for an operation that asks for one conversation, together with what it asks for most where that can be. */
  async open(
    conversationId: string,
    viewer: Viewer,
    context: GraphqlContext,
    field: (name: string) => SoleField | null,
  ): Promise<ConversationEntity | null> {
    const opened = await this.companions.open({ conversationId, viewer, context }, field);
    return opened === undefined ? this.find(conversationId, viewer, context) : opened;
  }

  /** The viewer's own membership, or null when they are in it no more. */
  async membership(
    conversation: ConversationEntity,
    viewer: Viewer,
    context: GraphqlContext,
  ): Promise<ParticipantEntity | null> {
    return (await this.grant(conversation.id, viewer, context))?.participant ?? null;
  }

  /** What a field shows of the viewer's own membership: at once where the operation has read it already. */
  own<Value>(
    conversation: ConversationEntity,
    viewer: Viewer,
    context: GraphqlContext,
    shown: (membership: ParticipantEntity | null) => Value,
  ): Promise<Value> | Value {
    const known = this.access.known(conversation.id, context.loaders);
    if (known !== undefined) return shown(known?.participant ?? null);
    return this.membership(conversation, viewer, context).then(shown);
  }

  unreadCount({ id }: ConversationEntity, viewer: Viewer, context: GraphqlContext): Promise<number> | number {
    const known = knownUnread(context).get(id);
    if (known !== undefined) return known;
    return this.unreadLoader(viewer, context)
      .load(id)
      .then((unread) => unread ?? 0);
  }

  async unreadMentionCount(conversation: ConversationEntity, viewer: Viewer, context: GraphqlContext): Promise<number> {
    return (await this.mentionsLoader(viewer, context).load(conversation.id)) ?? 0;
  }

  /** Unread messages in the viewer's direct conversation with a person. */
  async unreadWith(userId: string, viewer: Viewer, context: GraphqlContext): Promise<number> {
    const loader = context.loaders.get<string, number>('conversations.unreadWith', (peerIds) =>
      this.unread.countsWithPeers(viewer.userId, peerIds),
    );
    return (await loader.load(userId)) ?? 0;
  }

  /** The other one of a direct conversation. */
  async peer(conversation: ConversationEntity, viewer: Viewer, context: GraphqlContext): Promise<UserEntity | null> {
    const peerId = peerIdOf(conversation, viewer.userId);
    return peerId === null ? null : this.users.loader(context).load(peerId);
  }

  person(userId: string, context: GraphqlContext): Promise<UserEntity | null> {
    return this.users.loader(context).load(userId);
  }

  async participants(
    conversation: ConversationEntity,
    args: PageArgs,
    viewer: Viewer,
    context: GraphqlContext,
  ): Promise<Page<ParticipantEntity>> {
    const grant = await this.grant(conversation.id, viewer, context);
    return this.participantPages.page(grant?.conversation.id ?? null, args, context.loaders);
  }

  private grant(conversationId: string, viewer: Viewer, context: GraphqlContext): Promise<ConversationGrant | null> {
    return this.access.forViewer(viewer, conversationId, context.loaders);
  }

  private mentionsLoader(viewer: Viewer, context: GraphqlContext) {
    return context.loaders.get<string, number>('conversations.unreadMentions', (ids) =>
      this.mentions.counts(viewer.userId, ids),
    );
  }

  private unreadLoader(viewer: Viewer, context: GraphqlContext) {
    return context.loaders.get<string, number>('conversations.unread', (ids) => this.unread.counts(viewer.userId, ids));
  }
}

const knownUnread = (context: GraphqlContext): Map<string, number> =>
  context.loaders.known<number>('conversations.unread');
