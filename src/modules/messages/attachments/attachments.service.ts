import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import type { Viewer } from '../../../common/auth/viewer.js';
import type { Transaction } from '../../../common/database/transaction.js';
import type { AppError } from '../../../common/errors/app-error.js';
import type { LoaderCache } from '../../../common/graphql/loader-cache.js';
import { isId } from '../../../common/ids/ids.js';
import { Clock } from '../../../common/time/clock.js';
import { ConversationAccess } from '../../conversations/conversation-access.js';
import { messageKey, UnreadLedger, type MessageKey } from '../../conversations/unread-ledger.js';
import { AttachmentClaims, type AttachmentClaim, type AttachmentWish } from './attachment-claims.js';
import { attachmentListFault } from './attachments.errors.js';
import './attachments.events.js';
import { AttachmentStatus } from './attachments.policy.js';
import { AttachmentsRepository } from './attachments.repository.js';
import type { AttachmentEntity } from './entities/attachment.entity.js';

/** Attachments as messages use them, and who may see one. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly claims: AttachmentClaims,
    private readonly access: ConversationAccess,
    private readonly ledger: UnreadLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * Binds READY, own, unbound attachments to a message in the transaction that sends it, in the order given.
   * @throws AppError ATTACHMENT_NOT_READY when one of them is not such; INVALID_INPUT for more than 20, or one twice
   */
  claim(tx: Transaction, ownerId: string, attachmentIds: readonly string[], target: MessageKey): Promise<void> {
    return this.claimMany(tx, [{ ownerId, attachmentIds, target }]);
  }

  /** The same for a batch of messages: one statement per 100 attachments. */
  async claimMany(tx: Transaction, claims: readonly AttachmentClaim[]): Promise<void> {
    for (const claim of claims) {
      const fault = attachmentListFault(claim.attachmentIds);
      if (fault) throw fault;
    }
    await this.claims.bind(tx, claims);
  }

  /**
   * Why each wish of a batch can't be met, in their order and null where it can, so that a bad one fails alone. Asked
   * in the transaction of the batch: the rows stay locked, and `claimMany` of the others succeeds.
   */
  checkClaimable(tx: Transaction, wishes: readonly AttachmentWish[]): Promise<(AppError | null)[]> {
    return this.claims.faults(tx, wishes);
  }

  /** Attachments of messages in their order, by `messageKey`; messages without are missing. One query per 500 messages. */
  async ofMessages(messages: readonly MessageKey[]): Promise<Map<string, AttachmentEntity[]>> {
    const found = new Map<string, AttachmentEntity[]>();
    for (const row of await this.attachments.ofMessages(messages)) {
      const key = messageKey(row.conversationId ?? '', row.messageSeq ?? 0);
      const list = found.get(key);
      if (list) list.push(row);
      else found.set(key, [row]);
    }
    return found;
  }

  /** The DataLoader of `ofMessages` for one operation or delivered event; its keys are `messageKey(…)`. */
  loader(loaders: LoaderCache): DataLoader<string, AttachmentEntity[] | null> {
    return loaders.get<string, AttachmentEntity[]>('attachments.ofMessage', (keys) =>
      this.ofMessages(keys.map(parseMessageKey)),
    );
  }

  /**
   * The message was recalled: its attachments are gone for everybody as soon as the transaction commits, their addresses
   * included; their objects are deleted after that. An image that is also on somebody's profile stays there.
   */
  async release(tx: Transaction, conversationId: string, seq: number): Promise<void> {
    const attachmentIds = await this.attachments.detach(tx, conversationId, seq, this.clock.now());
    if (attachmentIds.length > 0) tx.emit({ name: 'attachments.discarded', payload: { attachmentIds } });
  }

  /**
   * The attachment, if the viewer uploaded it, if it is on somebody's profile, or if it belongs to a message that the
   * viewer can see now; else null.
   */
  async findVisible(viewer: Viewer, id: string): Promise<AttachmentEntity | null> {
    const attachment = isId(id) ? await this.attachments.byId(id) : null;
    if (!attachment || attachment.status === AttachmentStatus.DISCARDED) return null;
    if (attachment.ownerId === viewer.userId) return attachment;
    if (attachment.status !== AttachmentStatus.READY) return null;
    if (attachment.keptAt !== null) return attachment;
    return (await this.seesMessageOf(viewer, attachment)) ? attachment : null;
  }

  private async seesMessageOf(viewer: Viewer, attachment: AttachmentEntity): Promise<boolean> {
    const { conversationId, messageSeq } = attachment;
    if (conversationId === null || messageSeq === null) return false;
    const grant = await this.access.forViewer(viewer, conversationId);
    if (!grant || grant.conversation.deletedAt !== null || messageSeq <= grant.floorSeq) return false;
    const hidden = await this.ledger.hiddenSeqs(viewer.userId, conversationId, [messageSeq]);
    return !hidden.has(messageSeq);
  }
}

function parseMessageKey(key: string): MessageKey {
  const cut = key.lastIndexOf(':');
  return { conversationId: key.slice(0, cut), seq: Number(key.slice(cut + 1)) };
}
