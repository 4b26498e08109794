import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import type { Sql } from '../../common/database/sql.js';
import type { AppError } from '../../common/errors/app-error.js';
import { notFound } from '../../common/errors/app-error.js';
import { ContactsService } from '../contacts/contacts.service.js';
import { DirectConversationsFrom } from '../users/users.policy.js';
import { UsersService } from '../users/users.service.js';
import { grantKey, peerIdOf, type ConversationGrant, type SpeakingGrant } from './conversation-grant.js';
import { blocked, contactRequired, peerGone } from './conversations.errors.js';

/** Who may talk to whom in private. */
@Injectable()
export class DirectRules {
  constructor(
    private readonly users: UsersService,
    private readonly contacts: ContactsService,
  ) {}

  /**
   * Whether the viewer may open a direct conversation with the person, for the first time or again. Anybody may with
   * themselves.
   * @throws AppError NOT_FOUND for nobody; BLOCKED when either has blocked the other; CONTACT_REQUIRED
   */
  async assertMayOpen(viewerId: string, peerId: string, first: boolean): Promise<void> {
    const peer = await this.users.findById(peerId);
    if (!peer) throw notFound('User');
    if (peerId === viewerId) return;
    if (await this.contacts.isBlockedBetween(viewerId, peerId)) throw blocked();
    if (!first || peer.directConversationsFrom !== DirectConversationsFrom.CONTACTS) return;
    if (!(await this.contacts.areContacts(peerId, viewerId))) throw contactRequired();
  }

  /** Which of these people have blocked the user, or were blocked by them. One query per hundred. */
  async blockedAmong(sql: Sql, userId: string, otherIds: readonly string[]): Promise<Set<string>> {
    const among = await this.contacts.blocksAmong(
      otherIds.map((otherId) => [userId, otherId] as const),
      sql,
    );
    return new Set(otherIds.filter((_, index) => among[index]));
  }

  /**
   * Whether the member may say something in the conversation; rooms are no concern of this.
   * @throws AppError BLOCKED when either has blocked the other; FORBIDDEN (`peerGone`) when the other's account was deleted
   */
  async assertMaySend(sql: Sql, viewer: Viewer, grant: ConversationGrant): Promise<void> {
    const fault = (await this.sendFaults(sql, [grant])).get(grantKey(viewer.userId, grant.conversation.id));
    if (fault) throw fault;
  }

  /** The same for many members at once, by `grantKey(userId, conversationId)`; who may send is missing. One query per hundred. */
  async sendFaults(sql: Sql, grants: readonly SpeakingGrant[]): Promise<Map<string, AppError>> {
    const faults = new Map<string, AppError>();
    const pairs: { key: string; userId: string; peerId: string }[] = [];
    for (const { conversation, participant } of grants) {
      const peerId = peerIdOf(conversation, participant.userId);
      if (peerId === null || peerId === participant.userId) continue;
      const key = grantKey(participant.userId, conversation.id);
      if (conversation.memberCount < 2) faults.set(key, peerGone());
      else pairs.push({ key, userId: participant.userId, peerId });
    }
    if (pairs.length === 0) return faults;
    const among = await this.contacts.blocksAmong(
      pairs.map(({ userId, peerId }) => [userId, peerId] as const),
      sql,
    );
    for (const [index, { key }] of pairs.entries()) if (among[index]) faults.set(key, blocked());
    return faults;
  }
}
