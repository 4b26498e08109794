import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { Database } from '../../common/database/database.js';
import type { SqlValue } from '../../common/database/sql.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { mapPage, pageOf, sliceCondition, type Page, type Slice } from '../../common/graphql/connection.js';
import { ConversationCompanions, type ListJoin, type NamesAt } from './conversation-companions.js';
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
  readonly conversation: ConversationEntity;
  /** Null when nothing needs it that is asked for. */
  readonly grant: ConversationGrant | null;
  readonly unread?: number;
}

type ListRow = Row & { readonly unread?: number | string };

/** What is read of each conversation. */
interface ListShape {
  readonly joins: readonly ListJoin[];
  /** Whether the fields can do with a few columns, and without the membership. */
  readonly isShort: boolean;
  readonly withUnread: boolean;
}

const SHORT_COLUMNS = ['id', 'kind', 'last_seq', 'last_event_at'].map((name) => `c.${name} AS c_${name}`).join(', ');
const IN_SHORT: ReadonlySet<string> = new Set(['__typename', 'id', 'kind', 'lastSeq', 'lastEventAt', 'unreadCount']);

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
   * second when a cursor is given and what lies on its other side is asked for; what the conversations show is read with
   * it, or in batches.
   * @param namesAt what is asked of the conversations
   * @param flags of pageInfo that are asked for
   * @throws AppError INVALID_CURSOR, INVALID_INPUT
   */
  async page(
    viewer: Viewer,
    args: ConversationsArgs,
    context: GraphqlContext,
    namesAt: NamesAt,
    flags: ReadonlySet<string>,
  ): Promise<Page<ConversationEntity>> {
    const shape = this.shapeFor(namesAt);
    let isFirst = true;
    const page = await pageOf<Listed>(args, {
      keyShape: 'ns',
      keyOf: ({ conversation }) => [conversation.lastEventAt, conversation.id],
      flags,
      fetch: (slice) => {
        // The others only tell whether there is something.
        const wanted = isFirst ? shape : { joins: [], isShort: true, withUnread: false };
        isFirst = false;
        return this.fetch(viewer.userId, slice, args.filter ?? {}, wanted, context);
      },
    });
    const shown = mapPage(page, ({ conversation, grant, unread }) =>
      grant ? this.views.show(grant, viewer, context, unread) : this.views.showWithout(conversation, context, unread),
    );
    const conversations = shown.edges.map(({ node }) => node);
    await this.companions.anticipate({
      ...{ conversations, viewer, context },
      asksFor: (...path) => namesAt(...path.slice(0, -1)).has(path.at(-1) as string),
    });
    return shown;
  }

  private shapeFor(namesAt: NamesAt): ListShape {
    const joins = this.companions.joinsFor(namesAt);
    const names = namesAt();
    return {
      joins: [...joins.values()],
      isShort: [...names].every((name) => IN_SHORT.has(name) || joins.get(name)?.isAll),
      withUnread: names.has('unreadCount'),
    };
  }

  private async fetch(
    userId: string,
    slice: Slice,
    filter: ConversationFilterInput,
    { joins, isShort, withUnread }: ListShape,
    context: GraphqlContext,
  ): Promise<Listed[]> {
    const { where: within, parameters: bounds, orderBy } = sliceCondition(slice, ['c.last_event_at', 'c.id'], 'DESC');
    const outer = sliceCondition(slice, ['k.at', 'k.id'], 'DESC');
    const { where, parameters } = this.restriction(filter);
    const { dialect } = this.database;
    const columns = [
      isShort ? SHORT_COLUMNS : `${CONVERSATION_COLUMNS}, ${PARTICIPANT_COLUMNS}`,
      ...(withUnread ? [`${unreadExpression(dialect)} AS unread`] : []),
      ...joins.map((join) => join.columns),
    ];
    // First which they are: what is shown of them is read for no others.
    const rows = await this.database.queryPrepared<ListRow>(
      `SELECT ${columns.join(', ')}
       FROM (SELECT c.id AS id, c.last_event_at AS at FROM participants p JOIN conversations c ON c.id = p.conversation_id
         WHERE p.user_id = ? AND p.left_revision IS NULL AND c.deleted_at IS NULL ${where} AND ${within}
         ORDER BY ${orderBy} LIMIT ${slice.limit}) AS k
       JOIN conversations c ON c.id = k.id
       JOIN participants p${dialect.usingPrimaryKey} ON p.user_id = ? AND p.conversation_id = k.id
       ${joins.map((join) => join.tables).join(' ')} ORDER BY ${outer.orderBy}`,
      [userId, ...parameters, ...bounds, userId],
    );
    return rows.map((row) => {
      for (const join of joins) join.take(row, row.c_id, context);
      const unread = withUnread ? { unread: Number(row.unread) } : {};
      if (isShort) return { conversation: shortConversationOf(row), grant: null, ...unread };
      const grant = grantOf(conversationOf(row), participantOf(row));
      return { conversation: grant.conversation, grant, ...unread };
    });
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

const shortConversationOf = (row: Row): ConversationEntity =>
  ({
    id: row.c_id,
    kind: row.c_kind,
    lastSeq: row.c_last_seq,
    lastEventAt: row.c_last_event_at,
  }) as ConversationEntity;
