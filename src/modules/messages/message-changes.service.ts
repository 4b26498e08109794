import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Transaction } from '../../common/database/transaction.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { AppError, invalidInput } from '../../common/errors/app-error.js';
import { isLongerThan } from '../../common/text/text.js';
import type { ConversationGrant } from '../conversations/conversation-grant.js';
import { placeKey } from './message-id.js';
import { MessageLocks } from './message-locks.js';
import type { MessageRow } from './message.row.js';
import { editWindowClosed, messageRecalled, notYourMessage, recallWindowClosed } from './messages.errors.js';
import { isWithinWindow, mayModerate } from './messages.policy.js';
import { MessagesRepository } from './messages.repository.js';
import { MessageRules } from './message-rules.js';
import { MessageErasure } from './message-erasure.js';

/** What may be done to a message after it was sent. */
@Injectable()
export class MessageChanges {
  constructor(
    private readonly rules: MessageRules,
    private readonly unitOfWork: UnitOfWork,
    private readonly locks: MessageLocks,
    private readonly messages: MessagesRepository,
    private readonly erasure: MessageErasure,
  ) {}

  /**
   * Replaces the text of one's own message, and whom it names unless `mentions` is null. The same again changes nothing.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN (`sender`), MESSAGE_RECALLED, MUTED, BLOCKED,
   * EDIT_WINDOW_CLOSED, INVALID_INPUT, TOO_LARGE
   */
  async edit(viewer: Viewer, messageId: string, text: string, mentions: readonly string[] | null): Promise<MessageRow> {
    const limit = this.rules.maxCharacters;
    if (isLongerThan(text, limit)) throw new AppError('TOO_LARGE', 'The text is too long', { field: 'text', limit });
    const said = text.trim() === '' ? null : text;
    return this.change(viewer, messageId, async (tx, message, grant, now) => {
      if (message.senderId !== viewer.userId) throw notYourMessage();
      if (message.recalledAt !== null) throw messageRecalled();
      const named = mentions && (await this.newMentions(tx, message, [...new Set(mentions)]));
      if (message.text === said && named === null) return message;
      await this.rules.assertMaySpeak(tx, viewer, grant, now);
      const windowSeconds = this.rules.editWindowSeconds;
      if (!isWithinWindow(message, windowSeconds, now)) throw editWindowClosed(windowSeconds);
      // Without attachments the text is all there is of the message.
      if (said === null && message.attachmentCount === 0) throw invalidInput('text', 'required');
      const allocation = await this.locks.note(tx, message, { type: 'MESSAGE_EDITED', actorId: viewer.userId });
      const mentionCount = named?.length ?? message.mentionCount;
      const edited = {
        ...message,
        ...{ text: said, mentionCount, editedAt: allocation.at, changedRevision: allocation.revision },
      };
      await this.messages.setText(tx, edited);
      if (named) await this.messages.setMentions(tx, message, named);
      return edited;
    });
  }

  /**
   * Takes a message back for everyone: text, attachments and mentions are gone, its place stays. The sender may within a
   * window, owner and admins of a room always. Again changes nothing.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER, FORBIDDEN (`sender`), RECALL_WINDOW_CLOSED
   */
  async recall(viewer: Viewer, messageId: string): Promise<MessageRow> {
    return this.change(viewer, messageId, async (tx, message, grant, now) => {
      const moderates = mayModerate(grant);
      if (message.senderId !== viewer.userId && !moderates) throw notYourMessage();
      if (message.recalledAt !== null) return message;
      const windowSeconds = this.rules.recallWindowSeconds;
      if (!moderates && !isWithinWindow(message, windowSeconds, now)) throw recallWindowClosed(windowSeconds);
      const allocation = await this.locks.note(tx, message, { type: 'MESSAGE_RECALLED', actorId: viewer.userId });
      await this.erasure.recall(tx, message, viewer.userId, allocation);
      return {
        ...message,
        text: null,
        attachmentCount: 0,
        mentionCount: 0,
        recalledAt: allocation.at,
        recalledBy: viewer.userId,
        reactions: [],
        changedRevision: allocation.revision,
      };
    });
  }

  /** Who is named from now on, or null when they are those who are named already. */
  private async newMentions(
    tx: Transaction,
    message: MessageRow,
    wanted: readonly string[],
  ): Promise<readonly string[] | null> {
    const before = (await this.messages.mentionsOf([message], tx)).get(placeKey(message)) ?? [];
    if (before.length === wanted.length && before.every((userId, index) => userId === wanted[index])) return null;
    // Who has left meanwhile may go on being named.
    await this.rules.assertMembers(
      tx,
      message.conversationId,
      wanted.filter((userId) => !before.includes(userId)),
    );
    return wanted;
  }

  /** Runs a change with the conversation locked and the message as it is now. */
  private change(
    viewer: Viewer,
    messageId: string,
    work: (tx: Transaction, message: MessageRow, grant: ConversationGrant, now: number) => Promise<MessageRow>,
  ): Promise<MessageRow> {
    return this.unitOfWork.run(async (tx) => {
      const { message, grant, now } = await this.locks.lock(tx, viewer, messageId);
      return work(tx, message, grant, now);
    });
  }
}
