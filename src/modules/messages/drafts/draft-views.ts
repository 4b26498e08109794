import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { GraphqlContext } from '../../../common/graphql/graphql-context.js';
import { InboxContributions } from '../../../common/realtime/inbox-contributions.js';
import { policies } from '../../../common/rate-limits/policies.js';
import { RateLimiter } from '../../../common/rate-limits/rate-limiter.js';
import { ConversationAccess } from '../../conversations/conversation-access.js';
import { Drafts, isEmptyDraft, type DraftRow } from '../../conversations/drafts.js';
import { messageIdOf, placeOf } from '../message-id.js';
import { messageNotFound } from '../messages.errors.js';
import { DraftChangedType } from './graphql/draft-changed.type.js';
import { DraftType } from './graphql/draft.type.js';

/** Drafts as clients see them: with messages by their ids, and among the news of the inbox. */
@Injectable()
export class DraftViews implements OnModuleInit {
  constructor(
    private readonly drafts: Drafts,
    private readonly access: ConversationAccess,
    private readonly inbox: InboxContributions,
    private readonly limiter: RateLimiter,
  ) {}

  onModuleInit(): void {
    this.inbox.contribute('DRAFT', async ({ feedId: userId, data }) => {
      const conversationId = String(data.ref);
      const row = (await this.drafts.of(userId, [conversationId])).get(conversationId);
      return Object.assign(new DraftChangedType(), {
        ...{ conversationId, version: row?.version ?? 0, draft: row ? draftOf(row) : null },
      });
    });
  }

  /**
   * Saves a draft; see Drafts.keep.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, TOO_LARGE, RATE_LIMITED
   */
  async keep(
    viewer: Viewer,
    conversationId: string,
    text: string,
    replyToId: string | null,
  ): Promise<{ draft: DraftType | null; version: number }> {
    await this.limiter.consume(policies.saveDraft, viewer.userId);
    const place = replyToId === null ? null : placeOf(replyToId);
    if (replyToId !== null && place?.conversationId !== conversationId) throw messageNotFound();
    const row = await this.drafts.keep(viewer, conversationId, text, place?.seq ?? null);
    return { draft: draftOf(row), version: row.version };
  }

  /** The viewer's own draft in a conversation that they are in; read together for all that an answer shows. */
  async find(conversationId: string, viewer: Viewer, context: GraphqlContext): Promise<DraftType | null> {
    if (!(await this.access.forViewer(viewer, conversationId, context.loaders))) return null;
    const loader = context.loaders.get<string, DraftRow>('conversations.drafts', (ids) =>
      this.drafts.of(viewer.userId, ids),
    );
    const row = await loader.load(conversationId);
    return row && draftOf(row);
  }
}

function draftOf(row: DraftRow): DraftType | null {
  if (isEmptyDraft(row)) return null;
  const { conversationId, text, replyToSeq, version, updatedAt } = row;
  const replyToId = replyToSeq === null ? null : messageIdOf({ conversationId, seq: replyToSeq });
  return Object.assign(new DraftType(), { conversationId, text, replyToId, version, updatedAt: new Date(updatedAt) });
}
