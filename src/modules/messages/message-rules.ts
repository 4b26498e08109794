import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { Config } from '../../common/config/config.js';
import type { Sql } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import { ConversationAccess } from '../conversations/conversation-access.js';
import { grantKey, isActive, type ConversationGrant } from '../conversations/conversation-grant.js';
import { DirectRules } from '../conversations/direct-rules.js';
import { mentionOfStranger, muted } from './messages.errors.js';
import { speakingFault } from './messages.policy.js';

/** What may be said, by whom and for how long it may be changed, as the configuration and the conversation have it. */
@Injectable()
export class MessageRules {
  constructor(
    private readonly config: Config,
    private readonly direct: DirectRules,
    private readonly access: ConversationAccess,
  ) {}

  get maxCharacters(): number {
    return this.config.settings.MESSAGE_MAX_CHARACTERS;
  }

  get editWindowSeconds(): number {
    return this.config.settings.MESSAGE_EDIT_WINDOW_SECONDS;
  }

  get recallWindowSeconds(): number {
    return this.config.settings.MESSAGE_RECALL_WINDOW_SECONDS;
  }

  /**
   * Whether the member may say something now; rewriting is saying.
   * @param now milliseconds since 1970
   * @throws AppError MUTED, BLOCKED, FORBIDDEN (`peerGone`)
   */
  async assertMaySpeak(sql: Sql, viewer: Viewer, grant: ConversationGrant, now: number): Promise<void> {
    const fault = speakingFault(grant, now);
    if (fault) throw muted(fault.until);
    await this.direct.assertMaySend(sql, viewer, grant);
  }

  /**
   * Whether all of these people can be named in the conversation, which must be locked.
   * @throws AppError INVALID_INPUT (`mentions`)
   */
  async assertMembers(tx: Transaction, conversationId: string, userIds: readonly string[]): Promise<void> {
    if (userIds.length === 0) return;
    const members = await this.access.findInTx(
      tx,
      userIds.map((userId) => ({ userId, conversationId })),
    );
    const isMember = (userId: string): boolean => {
      const grant = members.get(grantKey(userId, conversationId));
      return grant !== undefined && isActive(grant);
    };
    if (!userIds.every(isMember)) throw mentionOfStranger();
  }
}
