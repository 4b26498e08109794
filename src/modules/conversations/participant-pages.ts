import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.js';
import { pageOf, sliceCondition, type Page, type Slice } from '../../common/graphql/connection.js';
import type { LoaderCache } from '../../common/graphql/loader-cache.js';
import type { PageArgs } from '../../common/graphql/page.args.js';
import { PARTICIPANT_COLUMNS, participantOf, type Row } from './conversation.rows.js';
import type { ParticipantEntity } from './entities/participant.entity.js';

interface Wanted {
  readonly conversationId: string;
  readonly slice: Slice;
}

/** Pages of active participants in the order of joining. Pages of many conversations in one answer are read together. */
@Injectable()
export class ParticipantPages {
  constructor(private readonly database: Database) {}

  /** The page; empty when there is no conversation. */
  page(conversationId: string | null, args: PageArgs, loaders: LoaderCache): Promise<Page<ParticipantEntity>> {
    // The key says all that is wanted, so that pages of different conversations meet in one batch.
    const loader = loaders.get<string, ParticipantEntity[]>('conversations.participants', (keys) => this.slices(keys));
    return pageOf<ParticipantEntity>(args, {
      keyShape: 'ns',
      keyOf: (participant) => [participant.joinedRevision, participant.userId],
      fetch: async (slice) =>
        conversationId === null
          ? []
          : ((await loader.load(JSON.stringify({ conversationId, slice } satisfies Wanted))) ?? []),
    });
  }

  private async slices(keys: readonly string[]): Promise<Map<string, ParticipantEntity[]>> {
    const parameters: (string | number)[] = [];
    const branches = keys.map((key, index) => {
      const { conversationId, slice } = JSON.parse(key) as Wanted;
      const condition = sliceCondition(slice, ['p.joined_revision', 'p.user_id']);
      parameters.push(conversationId, ...condition.parameters);
      return `SELECT * FROM (SELECT ${index} AS branch, ${PARTICIPANT_COLUMNS} FROM participants p
        WHERE p.conversation_id = ? AND p.left_revision IS NULL AND ${condition.where}
        ORDER BY ${condition.orderBy} LIMIT ${slice.limit}) AS page_${index}`;
    });
    const rows = await this.database.query<Row & { readonly branch: number }>(branches.join(' UNION ALL '), parameters);
    const found = new Map(keys.map((key): [string, ParticipantEntity[]] => [key, []]));
    for (const row of rows) found.get(keys[row.branch] as string)?.push(participantOf(row));
    for (const [key, participants] of found) participants.sort(inListOrder((JSON.parse(key) as Wanted).slice.backward));
    return found;
  }
}

/** SQL promises no order across the branches of a union. */
const inListOrder = (backward: boolean) => (left: ParticipantEntity, right: ParticipantEntity) =>
  (backward ? -1 : 1) * (left.joinedRevision - right.joinedRevision || (left.userId < right.userId ? -1 : 1));
