import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../common/database/transaction.js';
import { newId } from '../../common/ids/ids.js';
import { UserChangeLog } from '../../common/realtime/user-change-log.js';
import { ConversationLog, type Allocation, type NewConversationEvent } from './conversation-log.js';
import { ConversationsRepository, type NewConversation } from './conversations.repository.js';
import { ConversationKind, ParticipantRole, type HistoryRule } from './conversation.words.js';
import { directHasFixedMembers, participantNotFound } from './conversations.errors.js';
import './conversations.events.js';
import type { CreatedConversation, NewConversationRequest } from './new-conversation.js';
import { ParticipantsRepository, type NewMember } from './participants.repository.js';

/**
 * Who is in a conversation: the only writer of memberships. Every method runs in the caller's transaction, locks the
 * conversation first, writes nothing when nothing changes, and ends by appending to the affected users' own feeds: call
 * it after your own writes. Who may do it is the caller's business.
 */
@Injectable()
export class Membership {
  constructor(
    private readonly log: ConversationLog,
    private readonly conversations: ConversationsRepository,
    private readonly participants: ParticipantsRepository,
    private readonly changes: UserChangeLog,
  ) {}

  /** Makes a conversation with its first members, who all see it from its first revision on. */
  async create(tx: Transaction, request: NewConversationRequest): Promise<CreatedConversation> {
    const { members } = request;
    const at = await this.conversations.now(tx);
    const row: NewConversation = {
      id: request.conversationId ?? newId(),
      kind: request.kind,
      directKey: request.directKey ?? null,
      history: request.history ?? 'ALL',
      revision: members.length,
      memberCount: members.length,
      at,
    };
    const conversationId = await this.conversations.insertOrFind(tx, row);
    if (conversationId !== row.id) return { conversationId, created: false };
    const founders = members.map((member) => ({ ...member, joinedRevision: 1 }));
    await this.participants.enter(tx, conversationId, founders, { lastSeq: 0, at });
    const allocation: Allocation = {
      firstSeq: 1,
      lastSeq: 0,
      firstRevision: 1,
      firstEventRevision: 1,
      revision: members.length,
      at,
    };
    await this.log.append(tx, conversationId, allocation, members.map(joinedBy(request.actorId)));
    await this.tell(
      tx,
      conversationId,
      members.map((member) => member.userId),
    );
    return { conversationId, created: true };
  }

  /**
   * Lets people in; those who are in already stay as they are. Answers whom it let in.
   * @throws AppError NOT_FOUND; FORBIDDEN for a direct conversation
   */
  async join(
    tx: Transaction,
    conversationId: string,
    userIds: readonly string[],
    { actorId, role = ParticipantRole.MEMBER }: { readonly actorId: string; readonly role?: ParticipantRole },
  ): Promise<string[]> {
    await this.lockRoom(tx, conversationId);
    const known = await this.participants.inConversation(tx, conversationId, userIds);
    const joining = [...new Set(userIds)].filter((userId) => known.get(userId)?.leftRevision !== null);
    if (joining.length === 0) return [];
    const allocation = await this.log.allocate(tx, conversationId, { messages: 0, events: joining.length });
    const members = joining.map((userId, index): NewMember => ({
      userId,
      role,
      joinedRevision: allocation.firstEventRevision + index,
    }));
    await this.participants.enter(tx, conversationId, members, allocation);
    await this.participants.addMembers(tx, conversationId, joining.length);
    await this.log.append(tx, conversationId, allocation, members.map(joinedBy(actorId)));
    await this.tell(tx, conversationId, joining);
    return joining;
  }

  /**
   * Ends the user's own membership; false when there was none. Their last visible revision is the one that says so.
   * @throws AppError NOT_FOUND; FORBIDDEN for a direct conversation
   */
  async leave(tx: Transaction, conversationId: string, userId: string): Promise<boolean> {
    await this.lockRoom(tx, conversationId);
    return this.end(tx, conversationId, userId, { type: 'MEMBER_LEFT', actorId: userId, subjectId: userId });
  }

  /** Ends somebody else's membership; as `leave`. */
  async remove(tx: Transaction, conversationId: string, userId: string, actorId: string): Promise<boolean> {
    await this.lockRoom(tx, conversationId);
    return this.end(tx, conversationId, userId, { type: 'MEMBER_REMOVED', actorId, subjectId: userId });
  }

  /**
   * Ends a membership, in a direct conversation too, and leaves the rest in order: an ownership passes to the oldest
   * admin, else member; a room that would be empty is deleted. Nothing happens when there was no membership.
   * @param actorId the user when they leave of their own accord; null when their account is gone
   */
  async retire(tx: Transaction, conversationId: string, userId: string, actorId: string | null = null): Promise<void> {
    const conversation = (await this.log.lockMany(tx, [conversationId])).get(conversationId);
    const gone = (await this.participants.inConversation(tx, conversationId, [userId])).get(userId);
    if (!conversation || !gone || gone.leftRevision !== null) return;
    const heir = await this.participants.successor(tx, conversationId, userId);
    if (conversation.kind === ConversationKind.ROOM && heir === null) return this.delete(tx, conversationId, actorId);
    if (conversation.kind === ConversationKind.ROOM && heir && gone.role === ParticipantRole.OWNER)
      await this.setRoles(tx, conversationId, new Map([[heir, ParticipantRole.OWNER]]), actorId);
    await this.end(tx, conversationId, userId, { type: 'MEMBER_LEFT', actorId, subjectId: userId });
  }

  /**
   * Gives one member a role.
   * @throws AppError NOT_FOUND when the conversation or the member is absent
   */
  async setRole(
    tx: Transaction,
    conversationId: string,
    userId: string,
    role: ParticipantRole,
    actorId: string,
  ): Promise<boolean> {
    return this.setRoles(tx, conversationId, new Map([[userId, role]]), actorId);
  }

  /** Gives several members their roles at once, as a transfer of ownership does; false when all had them already. */
  async setRoles(
    tx: Transaction,
    conversationId: string,
    roles: ReadonlyMap<string, ParticipantRole>,
    actorId: string | null,
  ): Promise<boolean> {
    await this.log.lock(tx, conversationId);
    const members = await this.participants.inConversation(tx, conversationId, [...roles.keys()]);
    const changed: NewConversationEvent[] = [];
    for (const [userId, role] of roles) {
      const member = members.get(userId);
      if (!member || member.leftRevision !== null) throw participantNotFound();
      if (member.role === role) continue;
      await this.participants.set(tx, conversationId, userId, { role });
      changed.push({ type: 'ROLE_CHANGED', actorId, subjectId: userId, data: { role } });
    }
    return this.note(tx, conversationId, changed);
  }

  /**
   * Forbids a member to speak until a time (milliseconds, FOREVER_MS until lifted), or lifts it (null).
   * @throws AppError NOT_FOUND when the conversation or the member is absent
   */
  async setSpeakMute(
    tx: Transaction,
    conversationId: string,
    userId: string,
    until: number | null,
    actorId: string,
  ): Promise<boolean> {
    await this.log.lock(tx, conversationId);
    const member = (await this.participants.inConversation(tx, conversationId, [userId])).get(userId);
    if (!member || member.leftRevision !== null) throw participantNotFound();
    if (member.speakMutedUntil === until) return false;
    await this.participants.set(tx, conversationId, userId, { speak_muted_until: until });
    return this.note(tx, conversationId, [{ type: 'MEMBER_MUTED', actorId, subjectId: userId, data: { until } }]);
  }

  /** Lets only owner and admins speak until a time (milliseconds, FOREVER_MS until lifted), or everybody again (null). */
  async muteAll(tx: Transaction, conversationId: string, until: number | null, actorId: string): Promise<boolean> {
    const conversation = await this.log.lock(tx, conversationId);
    if (conversation.mutedAllUntil === until) return false;
    await this.conversations.set(tx, conversationId, { muted_all_until: until });
    return this.note(tx, conversationId, [{ type: 'CONVERSATION_UPDATED', actorId, data: { mutedAllUntil: until } }]);
  }

  /** Says from where on newcomers see messages; it holds for those who are in as well. */
  async setHistory(tx: Transaction, conversationId: string, history: HistoryRule, actorId: string): Promise<boolean> {
    const conversation = await this.log.lock(tx, conversationId);
    if (conversation.history === history) return false;
    await this.conversations.set(tx, conversationId, { history });
    return this.note(tx, conversationId, [{ type: 'CONVERSATION_UPDATED', actorId, data: { history } }]);
  }

  /** Ends the conversation for everybody. Its rows stay, so that what was said in it can still be accounted for. */
  async delete(tx: Transaction, conversationId: string, actorId: string | null): Promise<void> {
    const conversation = (await this.log.lockMany(tx, [conversationId])).get(conversationId);
    if (!conversation) return;
    const allocation = await this.log.allocate(tx, conversationId, { messages: 0, events: 1 });
    const members = await this.participants.activeIds(tx, conversationId);
    await this.participants.exit(tx, conversationId, members, allocation);
    await this.conversations.set(tx, conversationId, { deleted_at: allocation.at, member_count: 0 });
    await this.log.append(tx, conversationId, allocation, [{ type: 'CONVERSATION_DELETED', actorId }]);
    tx.emit({ name: 'conversations.deleted', payload: { conversationId, kind: conversation.kind } });
    await this.tell(tx, conversationId, members);
  }

  private async lockRoom(tx: Transaction, conversationId: string): Promise<void> {
    const { kind } = await this.log.lock(tx, conversationId);
    if (kind === ConversationKind.DIRECT) throw directHasFixedMembers();
  }

  private async end(
    tx: Transaction,
    conversationId: string,
    userId: string,
    event: NewConversationEvent,
  ): Promise<boolean> {
    const member = (await this.participants.inConversation(tx, conversationId, [userId])).get(userId);
    if (!member || member.leftRevision !== null) return false;
    const allocation = await this.log.allocate(tx, conversationId, { messages: 0, events: 1 });
    await this.participants.exit(tx, conversationId, [userId], allocation);
    await this.participants.addMembers(tx, conversationId, -1);
    await this.log.append(tx, conversationId, allocation, [event]);
    await this.tell(tx, conversationId, [userId]);
    return true;
  }

  private async note(
    tx: Transaction,
    conversationId: string,
    events: readonly NewConversationEvent[],
  ): Promise<boolean> {
    if (events.length === 0) return false;
    const allocation = await this.log.allocate(tx, conversationId, { messages: 0, events: events.length });
    await this.log.append(tx, conversationId, allocation, events);
    await this.tell(
      tx,
      conversationId,
      events.flatMap((event) => event.subjectId ?? []),
    );
    return true;
  }

  private tell(tx: Transaction, conversationId: string, userIds: readonly string[]): Promise<void> {
    const change = [{ kind: 'CONVERSATION', ref: conversationId }] as const;
    return this.changes.appendMany(tx, new Map(userIds.map((userId) => [userId, change])));
  }
}

const joinedBy =
  (actorId: string) =>
  ({ userId, role }: { readonly userId: string; readonly role: ParticipantRole }): NewConversationEvent => ({
    type: 'MEMBER_JOINED',
    actorId,
    subjectId: userId,
    data: { role },
  });
