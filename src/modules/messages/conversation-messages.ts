import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { mapPage, type Page } from '../../common/graphql/connection.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import { ConversationCompanions } from '../conversations/conversation-companions.js';
import type { ConversationEntity } from '../conversations/entities/conversation.entity.js';
import { UsersService } from '../users/users.service.js';
import type { MessageType } from './graphql/message.type.js';
import { HistoryPages } from './history-pages.js';
import { MessageReader } from './message-reader.js';
import { messageTypeOf } from './message-views.js';
import type { MessageRow } from './message.row.js';

/** The messages of conversations that an operation shows. */
@Injectable()
export class ConversationMessages implements OnModuleInit {
  constructor(
    private readonly access: ConversationAccess,
    private readonly reader: MessageReader,
    private readonly users: UsersService,
    private readonly companions: ConversationCompanions,
    private readonly pages: HistoryPages,
  ) {}

  onModuleInit(): void {
    this.companions.registerJoin('lastMessage', (namesAt) => {
      const join = this.pages.joinNewest(namesAt(), namesAt('sender'));
      return {
        ...join,
        take: (row, id, context) => {
          const newest = join.of(row, id);
          if (newest !== undefined) knownNewest(context).set(id, newest);
        },
      };
    });
    // What was joined is known by now, but for a newest message that the viewer has hidden.
    this.companions.register('lastMessage', async ({ conversations, viewer, context, asksFor }) => {
      const known = knownNewest(context);
      const ids = conversations.map(({ id }) => id).filter((id) => !known.has(id));
      if (ids.length === 0) return;
      const newest = await this.readNewest(ids, viewer, context, asksFor('sender') ? ids : []);
      for (const id of ids) known.set(id, newest.get(id) ?? null);
    });
  }

  /** @param withSenders reads who sent them too, so that no field has to wait for them */
  async history(
    conversation: ConversationEntity,
    args: PageArgs,
    viewer: Viewer,
    context: GraphqlContext,
    withSenders: boolean,
  ): Promise<Page<MessageType> | null> {
    const grant = await this.access.forViewer(viewer, conversation.id, context.loaders);
    if (!grant) return null;
    const page = await this.reader.history(viewer, grant, args, context);
    if (withSenders)
      await this.anticipateSenders(
        page.edges.map(({ node }) => node),
        context,
      );
    return mapPage(page, messageTypeOf);
  }

  /** One query, however many conversations the operation lists; a second where the viewer has hidden a newest one. */
  newest(
    conversation: ConversationEntity,
    viewer: Viewer,
    context: GraphqlContext,
    withSender: () => boolean,
  ): Promise<MessageType | null> | MessageType | null {
    const known = knownNewest(context).get(conversation.id);
    if (known !== undefined) return known;
    const wanted = context.loaders.known<true>('messages.newest.senders');
    if (withSender()) wanted.set(conversation.id, true);
    return context.loaders
      .get<string, MessageType>('messages.newest', (ids) =>
        this.readNewest(
          ids,
          viewer,
          context,
          ids.filter((id) => wanted.has(id)),
        ),
      )
      .load(conversation.id);
  }

  private async readNewest(
    ids: readonly string[],
    viewer: Viewer,
    context: GraphqlContext,
    withSenders: readonly string[],
  ): Promise<Map<string, MessageType>> {
    const grants = await this.access.activeAmong(viewer, ids, context.loaders);
    const rows = await this.reader.newest(viewer, grants);
    const sent = withSenders.flatMap((id) => rows.get(id) ?? []);
    await this.anticipateSenders(sent, context);
    return new Map([...rows.values()].map((row) => [row.conversationId, messageTypeOf(row)]));
  }

  private anticipateSenders(rows: readonly MessageRow[], context: GraphqlContext): Promise<void> {
    return this.users.anticipate(
      rows.map(({ senderId }) => senderId),
      context,
    );
  }
}

const knownNewest = (context: GraphqlContext): Map<string, MessageType | null> =>
  context.loaders.known<MessageType | null>('messages.newest');
