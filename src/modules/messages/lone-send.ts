import { Injectable } from '@nestjs/common';
import { isDuplicate, isNullRefused } from '../../common/database/database-errors.js';
import type { Transaction } from '../../common/database/transaction.js';
import { Clock } from '../../common/time/clock.js';
import { advanceByOne, followNewest, whereMaySpeak } from '../conversations/lone-log.js';
import { MessagesRepository } from './messages.repository.js';
import { newMessage, type NewMessage } from './new-message.js';
import type { SendRequest } from './send-request.js';

/**
 * The one send of a server at rest, in one round trip: three statements and the commit, none of which answers with
 * rows. Each answer would wake the server once more, and each row be described to it (ADR 12). Only what is plain goes
 * this way, and only with good outcome: everything else is left to `SendJudge`, which knows the reasons.
 */
@Injectable()
export class LoneSend {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly clock: Clock,
  ) {}

  /** Writes and commits; null, and nothing written, when somebody must look closer: the transaction then goes on. */
  async write(tx: Transaction, request: SendRequest): Promise<NewMessage | null> {
    const { numbers } = tx.dialect;
    if (!numbers || !isPlain(request)) return null;
    const { conversationId } = request;
    const key = { userId: request.viewer.userId, conversationId };
    try {
      const [inserted, advanced, followed] = await tx.finish([
        this.messages.insertingNext(tx.dialect, numbers, request, whereMaySpeak(tx.dialect, key, this.clock.now())),
        advanceByOne(numbers, conversationId),
        followNewest(tx.dialect, numbers, key),
      ]);
      const [at, revision, seq] = [inserted, advanced, followed].map((result) => result?.told ?? 0) as [
        number,
        number,
        number,
      ];
      if (Math.min(at, revision, seq) < 1) throw new Error('the database did not tell what it has written');
      return newMessage(
        request,
        {
          ...{ firstSeq: seq, lastSeq: seq, at },
          ...{ firstRevision: revision, firstEventRevision: revision + 1, revision },
        },
        0,
      );
    } catch (error) {
      if (isDuplicate(error) || isNullRefused(error)) return null;
      throw error;
    }
  }
}

const isPlain = ({ viewer, conversationId, attachmentIds, mentions, replyToSeq }: SendRequest): boolean =>
  attachmentIds.length === 0 &&
  mentions.length === 0 &&
  replyToSeq === null &&
  (viewer.ticket === null || viewer.ticket.conversationId === conversationId);
