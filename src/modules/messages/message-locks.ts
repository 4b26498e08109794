import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Transaction } from '../../common/database/transaction.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import type { ConversationGrant } from '../conversations/conversation-grant.js';
import { ConversationLog, type Allocation, type NewConversationEvent } from '../conversations/conversation-log.js';
import { placeKey, placeOf } from './message-id.js';
import type { MessageRow } from './message.row.js';
import { messageNotFound } from './messages.errors.js';
import { MessagesRepository } from './messages.repository.js';

/** A message as it is, with its conversation locked until commit. */
export interface LockedMessage {
  readonly message: MessageRow;
  readonly grant: ConversationGrant;
  /** Milliseconds since 1970, database clock, read once the lock was had. */
  readonly now: number;
}

/** The way to a message that is about to change. */
@Injectable()
export class MessageLocks {
  constructor(
    private readonly log: ConversationLog,
    private readonly access: ConversationAccess,
    private readonly messages: MessagesRepository,
  ) {}

  /**
   * Locks the message's conversation and reads it. Absent, in a foreign conversation, and invisible to the viewer look
   * alike.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER
   */
  async lock(tx: Transaction, viewer: Viewer, messageId: string): Promise<LockedMessage> {
    const place = placeOf(messageId);
    if (!place) throw messageNotFound();
    await this.log.lockMany(tx, [place.conversationId]);
    const grant = await this.access.requireInTx(tx, viewer, place.conversationId);
    const message = (await this.messages.byPlaces([place], tx)).get(placeKey(place));
    if (!message || message.seq <= grant.floorSeq) throw messageNotFound();
    const [clock] = await tx.query<{ now: number }>(`SELECT ${tx.dialect.nowMs} AS now`);
    return { grant, message, now: Number(clock?.now) };
  }

  /** Takes the conversation's next revision for a change of the message, and tells of it after commit. */
  async note(
    tx: Transaction,
    { conversationId, seq }: MessageRow,
    event: Omit<NewConversationEvent, 'messageSeq'>,
  ): Promise<Allocation> {
    const allocation = await this.log.allocate(tx, conversationId, { messages: 0, events: 1 });
    await this.log.append(tx, conversationId, allocation, [{ ...event, messageSeq: seq }]);
    return allocation;
  }
}
