import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { Config } from '../../common/config/config.js';
import { Database } from '../../common/database/database.js';
import { chunksOf, placeholders } from '../../common/database/dialect.js';
import type { Sql } from '../../common/database/sql.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { AppError, notFound } from '../../common/errors/app-error.js';
import { UserChangeLog } from '../../common/realtime/user-change-log.js';
import { isLongerThan } from '../../common/text/text.js';
import { ConversationAccess } from './conversation-access.js';
import { ParticipantsRepository } from './participants.repository.js';

/** What a member is about to say; empty when there is nothing. */
export interface DraftRow {
  readonly conversationId: string;
  readonly text: string;
  readonly replyToSeq: number | null;
  /** Rises with each save during a membership; 0 before the first. */
  readonly version: number;
  /** Milliseconds since 1970, database clock. */
  readonly updatedAt: number;
}

export const isEmptyDraft = ({ text, replyToSeq }: Pick<DraftRow, 'text' | 'replyToSeq'>): boolean =>
  text === '' && replyToSeq === null;

interface RawDraft {
  readonly conversation_id: string;
  readonly body: string;
  readonly reply_to_seq: number | null;
  readonly version: number;
  readonly updated_at: number;
}

/**
 * What members are about to say, for their own devices alone. The last save wins, in the order in which the server takes
 * them. A draft goes with the membership.
 */
@Injectable()
export class Drafts {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly access: ConversationAccess,
    private readonly participants: ParticipantsRepository,
    private readonly changes: UserChangeLog,
    private readonly config: Config,
  ) {}

  /** The drafts that a user has in these conversations; one query per 500. Says nothing of whether they are members. */
  async of(
    userId: string,
    conversationIds: readonly string[],
    sql: Sql = this.database,
  ): Promise<Map<string, DraftRow>> {
    const found = new Map<string, DraftRow>();
    for (const ids of chunksOf(conversationIds)) {
      const rows = await sql.query<RawDraft>(
        `SELECT conversation_id, body, reply_to_seq, version, updated_at FROM drafts
         WHERE user_id = ? AND conversation_id IN (${placeholders(ids)})`,
        [userId, ...ids],
      );
      for (const row of rows)
        found.set(row.conversation_id, {
          conversationId: row.conversation_id,
          text: row.body,
          replyToSeq: row.reply_to_seq,
          version: row.version,
          updatedAt: row.updated_at,
        });
    }
    return found;
  }

  /**
   * Replaces the viewer's draft; white space alone without a message to answer wipes it. The same again changes nothing.
   * @throws AppError NOT_FOUND (also for a message to answer that the viewer does not see), NOT_A_MEMBER, TOO_LARGE
   */
  async keep(viewer: Viewer, conversationId: string, text: string, replyToSeq: number | null): Promise<DraftRow> {
    const limit = this.config.settings.MESSAGE_MAX_CHARACTERS;
    if (isLongerThan(text, limit)) throw new AppError('TOO_LARGE', 'The text is too long', { field: 'text', limit });
    const wanted = { text: text.trim() === '' ? '' : text, replyToSeq };
    return this.unitOfWork.run(async (tx) => {
      // Saves of several devices come one after the other, and none after the end of the membership.
      await this.participants.lock(tx, viewer.userId, conversationId);
      const { conversation, floorSeq } = await this.access.requireInTx(tx, viewer, conversationId);
      if (replyToSeq !== null && (replyToSeq <= floorSeq || replyToSeq > conversation.lastSeq))
        throw notFound('Message');
      const before = (await this.of(viewer.userId, [conversationId], tx)).get(conversationId) ?? {
        ...{ conversationId, text: '', replyToSeq: null, version: 0, updatedAt: 0 },
      };
      if (before.text === wanted.text && before.replyToSeq === replyToSeq) return before;
      const [clock] = await tx.query<{ now: number }>(`SELECT ${tx.dialect.nowMs} AS now`);
      const saved = { ...before, ...wanted, version: before.version + 1, updatedAt: Number(clock?.now) };
      const columns = ['user_id', 'conversation_id', 'body', 'reply_to_seq', 'version', 'updated_at'];
      await tx.execute(tx.dialect.upsert('drafts', columns, columns.slice(0, 2), columns.slice(2)), [
        viewer.userId,
        conversationId,
        saved.text,
        saved.replyToSeq,
        saved.version,
        saved.updatedAt,
      ]);
      await this.changes.append(tx, viewer.userId, [{ kind: 'DRAFT', ref: conversationId }]);
      return saved;
    });
  }

  /**
   * Wipes the draft of which a message was made: one that was saved before the message was. A retry of the send after a
   * new draft was begun so leaves that alone.
   * @param sentAt when the message was made, in milliseconds since 1970, database clock
   */
  async clearSent(viewer: Viewer, conversationId: string, sentAt: number): Promise<void> {
    const draft = (await this.of(viewer.userId, [conversationId])).get(conversationId);
    if (!draft || isEmptyDraft(draft)) return;
    await this.unitOfWork.run(async (tx) => {
      await this.participants.lock(tx, viewer.userId, conversationId);
      const wiped = await tx.execute(
        `UPDATE drafts SET body = '', reply_to_seq = NULL, version = version + 1, updated_at = ${tx.dialect.nowMs}
         WHERE user_id = ? AND conversation_id = ? AND updated_at <= ? AND (body <> '' OR reply_to_seq IS NOT NULL)`,
        [viewer.userId, conversationId, sentAt],
      );
      if (wiped > 0) await this.changes.append(tx, viewer.userId, [{ kind: 'DRAFT', ref: conversationId }]);
    });
  }
}
