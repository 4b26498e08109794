import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { UserChangeLog } from '../../common/realtime/user-change-log.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import { UnreadLedger } from '../conversations/unread-ledger.js';
import { messageIdOf, placeKey, placeOf, type MessagePlace } from './message-id.js';
import { messageNotFound } from './messages.errors.js';
import { MessagesRepository } from './messages.repository.js';

/** Removing messages from one's own view. */
@Injectable()
export class MessageHiding {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: ConversationAccess,
    private readonly messages: MessagesRepository,
    private readonly unread: UnreadLedger,
    private readonly changes: UserChangeLog,
  ) {}

  /**
   * Hides a message from the viewer, on all their devices, for good. Again changes nothing.
   * @throws AppError NOT_FOUND, NOT_A_MEMBER
   */
  async hide(viewer: Viewer, messageId: string): Promise<MessagePlace> {
    const place = placeOf(messageId);
    if (!place) throw messageNotFound();
    await this.access.require(viewer, place.conversationId);
    if ((await this.unread.hiddenSeqs(viewer.userId, place.conversationId, [place.seq])).size > 0) return place;
    return this.unitOfWork.run(async (tx) => {
      const grant = await this.access.requireInTx(tx, viewer, place.conversationId);
      const message = (await this.messages.byPlaces([place], tx)).get(placeKey(place));
      if (!message || message.seq <= grant.floorSeq) throw messageNotFound();
      await this.unread.markHidden(tx, viewer.userId, place.conversationId, place.seq);
      await this.changes.append(tx, viewer.userId, [{ kind: 'MESSAGE_HIDDEN', ref: messageIdOf(place) }]);
      return place;
    });
  }
}
