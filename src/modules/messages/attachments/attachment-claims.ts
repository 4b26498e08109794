import { Injectable } from '@nestjs/common';
import { chunksOf, placeholders } from '../../../common/database/dialect.js';
import type { Transaction } from '../../../common/database/transaction.js';
import type { AppError } from '../../../common/errors/app-error.js';
import type { MessageKey } from '../../conversations/unread-ledger.js';
import { attachmentListFault, attachmentNotReady } from './attachments.errors.js';
import { AttachmentStatus } from './attachments.policy.js';

/** What one message wants to have attached, in this order. */
export interface AttachmentWish {
  readonly ownerId: string;
  readonly attachmentIds: readonly string[];
}

/** The same, once the message has its number. */
export interface AttachmentClaim extends AttachmentWish {
  readonly target: MessageKey;
}

const CLAIMABLE = `status = '${AttachmentStatus.READY}' AND conversation_id IS NULL`;
const CLAIMS_PER_STATEMENT = 100;

/** Binds uploads to messages, in the transaction that sends them. */
@Injectable()
export class AttachmentClaims {
  /**
   * Why each of these wishes can't be met, null where it can; an attachment that an earlier wish gets is not free for a
   * later one. The rows stay locked, so `bind` of the others can't fail afterwards. One statement per 500 attachments.
   */
  async faults(tx: Transaction, wishes: readonly AttachmentWish[]): Promise<(AppError | null)[]> {
    const owners = new Map<string, string>();
    const ids = [...new Set(wishes.flatMap((wish) => wish.attachmentIds))].sort();
    for (const chunk of chunksOf(ids)) {
      const rows = await tx.query<{ id: string; owner_id: string }>(
        `SELECT id, owner_id FROM attachments WHERE id IN (${placeholders(chunk)}) AND ${CLAIMABLE}${tx.dialect.forUpdate}`,
        chunk,
      );
      for (const row of rows) owners.set(row.id, row.owner_id);
    }
    return wishes.map((wish) => {
      const fault = attachmentListFault(wish.attachmentIds);
      if (fault) return fault;
      if (!wish.attachmentIds.every((id) => owners.get(id) === wish.ownerId))
        return attachmentNotReady('attachmentIds');
      for (const id of wish.attachmentIds) owners.delete(id);
      return null;
    });
  }

  /**
   * Binds all attachments of all claims to their messages; one statement per 100 attachments.
   * @throws AppError ATTACHMENT_NOT_READY when any can't be bound; the transaction must then be rolled back
   */
  async bind(tx: Transaction, claims: readonly AttachmentClaim[]): Promise<void> {
    const rows = claims.flatMap(({ ownerId, target, attachmentIds }) =>
      attachmentIds.map((id, position) => ({ ...target, ownerId, id, position })),
    );
    for (const chunk of chunksOf(rows, CLAIMS_PER_STATEMENT)) {
      const byId = `CASE id ${chunk.map(() => 'WHEN ? THEN ?').join(' ')} END`;
      const valuesOf = (value: (row: (typeof chunk)[number]) => string | number) =>
        chunk.flatMap((row) => [row.id, value(row)]);
      const bound = await tx.execute(
        `UPDATE attachments SET message_seq = ${byId}, position = ${byId}, expires_at = NULL, conversation_id = ${byId}
         WHERE id IN (${placeholders(chunk)}) AND ${CLAIMABLE} AND owner_id = ${byId}`,
        [
          ...valuesOf((row) => row.seq),
          ...valuesOf((row) => row.position),
          ...valuesOf((row) => row.conversationId),
          ...chunk.map((row) => row.id),
          ...valuesOf((row) => row.ownerId),
        ],
      );
      if (bound !== chunk.length) throw attachmentNotReady('attachmentIds');
    }
  }
}
