import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../common/database/transaction.js';
import type { Allocation } from '../conversations/conversation-log.js';
import { UnreadLedger } from '../conversations/unread-ledger.js';
import { AttachmentsService } from './attachments/attachments.service.js';
import type { MessageRow } from './message.row.js';
import { MessagesRepository } from './messages.repository.js';
import { ReactionsRepository } from './reactions/reactions.repository.js';

/** Takes away everything a recalled message said, wherever it is kept. */
@Injectable()
export class MessageErasure {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly attachments: AttachmentsService,
    private readonly unread: UnreadLedger,
    private readonly reactions: ReactionsRepository,
  ) {}

  async recall(tx: Transaction, message: MessageRow, by: string, { revision, at }: Allocation): Promise<void> {
    await this.messages.setRecalled(tx, message, by, revision, at);
    await this.unread.markRecalled(tx, message.conversationId, message.seq);
    if (message.reactions.length > 0) await this.reactions.clear(tx, message);
    if (message.attachmentCount > 0) await this.attachments.release(tx, message.conversationId, message.seq);
  }
}
