import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { Database } from '../../common/database/database.js';
import type { SqlValue } from '../../common/database/sql.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { mapPage, pageOf, sliceCondition, type Page, type Slice } from '../../common/graphql/connection.js';
import { ConversationCompanions, type ShownPage } from './conversation-companions.js';
import { grantOf, type ConversationGrant } from './conversation-grant.js';
import {
  CONVERSATION_COLUMNS,
  conversationOf,
  PARTICIPANT_COLUMNS,
  participantOf,
  type Row,
} from './conversation.rows.js';
import { ConversationViews } from './conversation-views.js';
import type { ConversationEntity } from './entities/conversation.entity.js';
import type { ConversationFilterInput } from './graphql/conversation-filter.input.js';
import type { ConversationsArgs } from './graphql/conversations.args.js';
import { unreadExpression } from './unread.js';

interface Listed {
  readonly grant: ConversationGrant;
  readonly unread?: number;
}

/** The viewer's list of conversations. */
@Injectable()
export class ConversationList {
  constructor(
    private readonly database: Database,
    private readonly views: ConversationViews,
    private readonly companions: ConversationCompanions,
  ) {}

  /**
   * A page of the conversations that the viewer is in, newest activity (message or other change) first. One query, a
   * second when a cursor is given; what the conversations show is read in batches.
   * @param asksFor what is asked of the conversations: unread counts are read with them, and what other modules show of
   *   them before their fields are executed
   * @throws AppError INVALID_CURSOR, INVALID_INPUT
   */
  async page(
    viewer: Viewer,
    args: ConversationsArgs,
    context: GraphqlContext,
    asksFor: ShownPage['asksFor'],
  ): Promise<Page<ConversationEntity>> {
    const withUnread = asksFor('unreadCount');
    const page = await pageOf<Listed>(args, {
      keyShape: 'ns',
      keyOf: ({ grant: { conversation } }) => [conversation.lastEventAt, conversation.id],
      fetch: (slice) => this.fetch(viewer.userId, slice, args.filter ?? {}, withUnread),
    });
    const shown = mapPage(page, ({ grant, unread }) => this.views.show(grant, viewer, context, unread));
    const conversations = shown.edges.map(({ node }) => node);
    await this.companions.anticipate({ conversations, viewer, context, asksFor });
    return shown;
  }

  private async fetch(
    userId: string,
    slice: Slice,
    filter: ConversationFilterInput,
    withUnread: boolean,
  ): Promise<Listed[]> {
    const condition = sliceCondition(slice, ['c.last_event_at', 'c.id'], 'DESC');
    const { where, parameters } = this.restriction(filter);
    const unread = withUnread ? `, ${unreadExpression(this.database.dialect)} AS unread` : '';
    const rows = await this.database.query<Row & { readonly unread?: number | string }>(
      `SELECT ${CONVERSATION_COLUMNS}, ${PARTICIPANT_COLUMNS}${unread}
       FROM participants p JOIN conversations c ON c.id = p.conversation_id
       WHERE p.user_id = ? AND p.left_revision IS NULL AND c.deleted_at IS NULL ${where} AND ${condition.where}
       ORDER BY ${condition.orderBy} LIMIT ${slice.limit}`,
      [userId, ...parameters, ...condition.parameters],
    );
    return rows.map((row) => ({
      grant: grantOf(conversationOf(row), participantOf(row)),
      ...(withUnread ? { unread: Number(row.unread) } : {}),
    }));
  }

  private restriction(filter: ConversationFilterInput): { where: string; parameters: SqlValue[] } {
    const parts: string[] = [];
    if (filter.kind) parts.push('c.kind = ?');
    if (filter.unreadOnly) parts.push(`${unreadExpression(this.database.dialect)} > 0`);
    if (typeof filter.archived === 'boolean') parts.push(`p.archived_at IS ${filter.archived ? 'NOT ' : ''}NULL`);
    if (typeof filter.pinned === 'boolean') parts.push(`p.pinned_at IS ${filter.pinned ? 'NOT ' : ''}NULL`);
    return {
      where: parts.map((part) => `AND ${part}`).join(' '),
      parameters: filter.kind ? [filter.kind] : [],
    };
  }
}
