import { Injectable } from '@nestjs/common';
import { isDuplicate } from '../../common/database/database-errors.js';
import type { Statement } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import { conversationFeed } from '../../common/realtime/feed-key.js';
import { BatchLog, type LockedBatch } from '../conversations/batch-log.js';
import type { Allocation } from '../conversations/conversation-log.js';
import { Positions } from '../conversations/positions.js';
import { AttachmentsService } from './attachments/attachments.service.js';
import { messageEventOf, type MessageRow } from './message.row.js';
import { LoneSend } from './lone-send.js';
import { MessagesRepository } from './messages.repository.js';
import { clientMessageIdReused } from './messages.errors.js';
import { newMessage, type NewMessage } from './new-message.js';
import { SendJudge, type Judged } from './send-judge.js';
import type { SendRequest } from './send-request.js';

/** What became of one send: its message, or why there is none. */
export type SendOutcome = { readonly message: MessageRow } | { readonly error: Error };

/**
 * Writes a batch of sends in one transaction: locks their conversations in ascending order, looks at each send, then
 * allocates numbers and inserts. A send that may not be made fails alone and takes no number.
 *
 * Most batches are two round trips, whatever their size: lock and read; write and commit. Repeats are rare, so they are
 * not looked for: the unique index finds them, and only then, or when a send would be refused that may be a repeat, are
 * they read. That spares each message a look-up, a fifth of the database's work (docs/performance.md, "Sending"). A plain
 * send that is alone takes one round trip, where the database can (`LoneSend`).
 */
@Injectable()
export class MessageWriter {
  constructor(
    private readonly log: BatchLog,
    private readonly judge: SendJudge,
    private readonly messages: MessagesRepository,
    private readonly attachments: AttachmentsService,
    private readonly positions: Positions,
    private readonly lone: LoneSend,
  ) {}

  /** Writes and commits: nothing may be done with the transaction afterwards. */
  async write(tx: Transaction, batch: readonly SendRequest[]): Promise<SendOutcome[]> {
    const [only] = batch;
    const alone = only && batch.length === 1 ? await this.lone.write(tx, only) : null;
    if (alone) {
      tellOf(tx, alone.shown.conversationId, [alone]);
      return [{ message: alone.shown }];
    }
    const locked = await this.log.lock(
      tx,
      batch.map(({ viewer, conversationId }) => ({ userId: viewer.userId, conversationId })),
    );
    return (
      (await this.writeAsNew(tx, batch, locked)) ??
      this.insert(tx, batch, locked, await this.judge.judge(tx, batch, locked.grants))
    );
  }

  /** Null, and nothing written, when repeats must be looked for. */
  private async writeAsNew(
    tx: Transaction,
    batch: readonly SendRequest[],
    locked: LockedBatch,
  ): Promise<SendOutcome[] | null> {
    // Claims of attachments go before the insertion, and can't be taken back when it fails.
    if (batch.some(({ attachmentIds }) => attachmentIds.length > 0)) return null;
    const judged = await this.judge.judgeAsNew(tx, batch, locked.grants);
    if (judged.some((one) => one.verdict === 'refuse' && one.unlessRepeat)) return null;
    try {
      return await this.insert(tx, batch, locked, judged);
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }

  private async insert(
    tx: Transaction,
    batch: readonly SendRequest[],
    locked: LockedBatch,
    judged: readonly Judged[],
  ): Promise<SendOutcome[]> {
    const fresh = batch.filter((_, index) => judged[index]?.verdict === 'write');
    const written = new Map<SendRequest, NewMessage>();
    if (fresh.length > 0) {
      const byConversation = groupByConversation(fresh);
      const counts = new Map([...byConversation].map(([id, requests]) => [id, requests.length]));
      const { allocations, statement } = this.log.allocate(tx, locked, counts);
      for (const [conversationId, requests] of byConversation) {
        const allocation = allocations.get(conversationId) as Allocation;
        for (const [index, request] of requests.entries()) written.set(request, newMessage(request, allocation, index));
      }
      await this.claimAttachments(tx, written);
      await tx.finish([...this.statements(tx, written), statement]);
      for (const [conversationId, requests] of byConversation)
        tellOf(
          tx,
          conversationId,
          requests.map((request) => written.get(request) as NewMessage),
        );
    }
    return batch.map((request, index) => outcomeOf(request, judged[index] as Judged, written));
  }

  private statements(tx: Transaction, written: ReadonlyMap<SendRequest, NewMessage>): Statement[] {
    const fresh = [...written.values()];
    const mentioning = [...written].filter(([{ mentions }]) => mentions.length > 0);
    return [
      this.messages.inserting(fresh),
      ...(mentioning.length > 0
        ? [
            this.messages.insertingMentions(
              mentioning.map(([{ mentions }, { shown: place }]) => ({ place, userIds: mentions })),
            ),
          ]
        : []),
      this.positions.advanceOnSend(
        tx,
        fresh.map(({ shown: { senderId, conversationId, seq } }) => ({ userId: senderId, conversationId, seq })),
      ),
    ];
  }

  private async claimAttachments(tx: Transaction, written: ReadonlyMap<SendRequest, NewMessage>): Promise<void> {
    const claiming = [...written].filter(([{ attachmentIds }]) => attachmentIds.length > 0);
    if (claiming.length === 0) return;
    await this.attachments.claimMany(
      tx,
      claiming.map(([{ viewer, attachmentIds }, { shown }]) => ({
        ownerId: viewer.userId,
        attachmentIds,
        target: { conversationId: shown.conversationId, seq: shown.seq },
      })),
    );
  }
}

/** Tells those who listen of the conversation's new messages, the newest last. */
function tellOf(tx: Transaction, conversationId: string, fresh: readonly NewMessage[]): void {
  const events = fresh.map(({ shown }) => messageEventOf(shown));
  const revision = events.at(-1)?.revision ?? 0;
  tx.emit({ name: 'feed.moved', payload: { feed: conversationFeed(conversationId), revision, events } });
}

function groupByConversation(requests: readonly SendRequest[]): Map<string, SendRequest[]> {
  const groups = new Map<string, SendRequest[]>();
  for (const request of requests) {
    const group = groups.get(request.conversationId);
    if (group) group.push(request);
    else groups.set(request.conversationId, [request]);
  }
  return groups;
}

function outcomeOf(request: SendRequest, judged: Judged, written: ReadonlyMap<SendRequest, NewMessage>): SendOutcome {
  switch (judged.verdict) {
    case 'refuse':
      return { error: judged.error };
    case 'repeat':
      return { message: judged.message };
    case 'write':
      return { message: (written.get(request) as NewMessage).shown };
    case 'same-batch':
      return judged.original.fingerprint === request.fingerprint
        ? { message: (written.get(judged.original) as NewMessage).shown }
        : { error: clientMessageIdReused() };
  }
}
