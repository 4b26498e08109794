import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { Config } from '../../common/config/config.js';
import { policies } from '../../common/rate-limits/policies.js';
import { RateLimiter } from '../../common/rate-limits/rate-limiter.js';
import { isLongerThan } from '../../common/text/text.js';
import { isId } from '../../common/ids/ids.js';
import { AppError } from '../../common/errors/app-error.js';
import { conversationNotFound } from '../conversations/conversations.errors.js';
import { Drafts } from '../conversations/drafts.js';
import { emptyMessage, messageNotFound } from './messages.errors.js';
import { placeOf } from './message-id.js';
import type { MessageRow } from './message.row.js';
import { SendQueue } from './send-queue.js';
import { fingerprintOf } from './send-request.js';

const NOBODY: readonly string[] = [];

export interface SendCommand {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text?: string | null;
  readonly attachmentIds?: readonly string[] | null;
  readonly replyToId?: string | null;
  readonly mentions?: readonly string[] | null;
  readonly sentAt?: Date | null;
  readonly clearDraft?: boolean | null;
}

/** Sending. What happens to messages afterwards is in MessageChanges. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly config: Config,
    private readonly queue: SendQueue,
    private readonly limiter: RateLimiter,
    private readonly drafts: Drafts,
  ) {}

  /**
   * Sends a message; answered after commit. Repeating it with the same `clientMessageId` gives the same message, whenever
   * and however often it is done.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, INVALID_INPUT, TOO_LARGE, CONFLICT (same id, another body), BLOCKED, MUTED,
   * ATTACHMENT_NOT_READY, RATE_LIMITED, UNAVAILABLE (the outcome may be unknown: repeat it)
   */
  async send(viewer: Viewer, command: SendCommand): Promise<MessageRow> {
    await this.limiter.consume(policies.sendMessage, viewer.userId);
    if (!isId(command.conversationId)) throw conversationNotFound();
    const text = command.text == null || command.text.trim() === '' ? null : command.text;
    const limit = this.config.settings.MESSAGE_MAX_CHARACTERS;
    if (text !== null && isLongerThan(text, limit))
      throw new AppError('TOO_LARGE', 'The text is too long', { field: 'text', limit });
    const attachmentIds = command.attachmentIds ?? [];
    if (text === null && attachmentIds.length === 0) throw emptyMessage();
    const said = {
      conversationId: command.conversationId,
      clientMessageId: command.clientMessageId,
      text,
      attachmentIds,
      replyToSeq: this.replySeq(command),
      mentions: command.mentions ? [...new Set(command.mentions)] : NOBODY,
      sentAt: command.sentAt?.getTime() ?? null,
    };
    const message = await this.queue.send({ ...said, viewer, fingerprint: fingerprintOf(said) });
    // After the commit: whoever gets no answer sends again, and this is done then.
    if (command.clearDraft === true) await this.drafts.clearSent(viewer, message.conversationId, message.createdAt);
    return message;
  }

  private replySeq({ replyToId, conversationId }: SendCommand): number | null {
    if (replyToId == null) return null;
    const place = placeOf(replyToId);
    if (place?.conversationId !== conversationId) throw messageNotFound();
    return place.seq;
  }
}
