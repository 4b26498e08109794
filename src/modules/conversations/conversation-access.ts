import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../common/auth/viewer.js';
import { Database } from '../../common/database/database.js';
import type { Sql } from '../../common/database/sql.js';
import type { Transaction } from '../../common/database/transaction.js';
import type { LoaderCache } from '../../common/graphql/loader-cache.js';
import { isId } from '../../common/ids/ids.js';
import { grantKey, isActive, type ConversationGrant, type MembershipKey } from './conversation-grant.js';
import { conversationNotFound, notAMember } from './conversations.errors.js';
import { rowFromPacked } from './conversation.rows.js';
import { grantFrom, ParticipantsRepository } from './participants.repository.js';
import { Standings, type Standing } from './standings.js';

/**
 * The only door to a conversation. Absent, deleted and never joined look alike; whoever was a member once is told so.
 * A viewer with a room ticket gets that room's conversation and no other.
 */
@Injectable()
export class ConversationAccess {
  constructor(
    private readonly participants: ParticipantsRepository,
    private readonly standings: Standings,
    private readonly database: Database,
  ) {}

  /** The grant of an active member, else null. With `loaders`, many asked for in one operation are read in one query. */
  async forViewer(viewer: Viewer, conversationId: string, loaders?: LoaderCache): Promise<ConversationGrant | null> {
    const grant = loaders
      ? (knownGrants(loaders).get(conversationId) ?? (await this.loader(viewer, loaders).load(conversationId)))
      : ((await this.find(this.database, viewer, [conversationId])).get(conversationId) ?? null);
    return grant && isActive(grant) ? grant : null;
  }

  /** The grants of the conversations among these that the viewer is active in, in no order; in one query, or in none. */
  async activeAmong(
    viewer: Viewer,
    conversationIds: readonly string[],
    loaders: LoaderCache,
  ): Promise<ConversationGrant[]> {
    const known = knownGrants(loaders);
    const missing = conversationIds.filter((id) => !known.has(id));
    const read = await Promise.all(missing.map((id) => this.loader(viewer, loaders).load(id)));
    const grants = [...conversationIds.map((id) => known.get(id)), ...read];
    return grants.filter((grant): grant is ConversationGrant => grant != null && isActive(grant));
  }

  /** What `forViewer` answers, where these loaders have it already; undefined where it has to be read. */
  known(conversationId: string, loaders: LoaderCache): ConversationGrant | null | undefined {
    const grant = knownGrants(loaders).get(conversationId);
    return grant && !isActive(grant) ? null : grant;
  }

  /** Puts grants that are at hand where `forViewer` with the same loaders finds them. */
  prime(viewer: Viewer, loaders: LoaderCache, grants: readonly ConversationGrant[]): void {
    const loader = this.loader(viewer, loaders);
    const known = knownGrants(loaders);
    for (const grant of grants) {
      known.set(grant.conversation.id, grant);
      loader.clear(grant.conversation.id);
    }
  }

  /**
   * The grant of an active member.
   * @throws AppError NOT_FOUND when absent, deleted or never joined; NOT_A_MEMBER when left or removed
   */
  async require(viewer: Viewer, conversationId: string): Promise<ConversationGrant> {
    return this.judge(await this.find(this.database, viewer, [conversationId]), conversationId);
  }

  /** The grants of several conversations, in the order asked for, read at once; throws like `require` for the first without. */
  async requireAll(viewer: Viewer, conversationIds: readonly string[]): Promise<ConversationGrant[]> {
    const found = await this.find(this.database, viewer, conversationIds);
    return conversationIds.map((id) => this.judge(found, id));
  }

  /** The same inside a transaction, which must hold the conversation's lock, so that a removal can't slip in between. */
  async requireInTx(tx: Transaction, viewer: Viewer, conversationId: string): Promise<ConversationGrant> {
    return this.judge(await this.find(tx, viewer, [conversationId]), conversationId);
  }

  /**
   * Grants of many people in many conversations at once, those who left included (`isActive` tells), by
   * `grantKey(userId, conversationId)`. For group commit, after `ConversationLog.lockMany`. Knows nothing of tickets.
   */
  async findInTx(tx: Transaction, keys: readonly MembershipKey[]): Promise<Map<string, ConversationGrant>> {
    const grants = await this.participants.grants(tx, keys);
    return new Map(grants.map((grant) => [grantKey(grant.participant.userId, grant.conversation.id), grant]));
  }

  /**
   * Every conversation the user is or was in, in one query: head, own positions and, for those left, `leftRevision`
   * up to which they may still be told. Includes deleted conversations, whose members all left.
   */
  activeConversationsOf(userId: string): Promise<ConversationGrant[]> {
    return this.participants.allOf(userId);
  }

  /** The same with the head of the user's own feed and the time, all of one moment: what a resume begins with. */
  standingOf(userId: string): Promise<Standing> {
    return this.standings.of(userId);
  }

  /** For each pair of people whether they are in a conversation together. One query per hundred pairs. */
  sharing(pairs: readonly (readonly [string, string])[]): Promise<boolean[]> {
    return this.participants.sharing(pairs);
  }

  /**
   * Whether the viewer may ask for a conversation at all, member or not. For one who reads it together with something else,
   * by `MEMBERSHIP` with `PACKED_ROW`, and hands what that says to `admit`.
   */
  mayAskFor({ ticket }: Viewer, id: string): boolean {
    return isId(id) && (!ticket || ticket.conversationId === id);
  }

  /** The grant of an active member by a row that was read a moment ago, else null; `forViewer` finds it from now on. */
  admit(viewer: Viewer, loaders: LoaderCache, packedRow: string | null): ConversationGrant | null {
    const grant = packedRow === null ? null : grantFrom(rowFromPacked(packedRow));
    if (grant) this.prime(viewer, loaders, [grant]);
    return grant && isActive(grant) ? grant : null;
  }

  private loader(viewer: Viewer, loaders: LoaderCache) {
    return loaders.get<string, ConversationGrant>('conversations.grant', (ids) =>
      this.find(this.database, viewer, ids),
    );
  }

  private async find(sql: Sql, viewer: Viewer, ids: readonly string[]): Promise<Map<string, ConversationGrant>> {
    const { userId } = viewer;
    const reachable = [...new Set(ids)].filter((id) => this.mayAskFor(viewer, id));
    if (reachable.length === 0) return new Map();
    const grants = await this.participants.grants(
      sql,
      reachable.map((conversationId) => ({ userId, conversationId })),
    );
    return new Map(grants.map((grant) => [grant.conversation.id, grant]));
  }

  private judge(found: ReadonlyMap<string, ConversationGrant>, conversationId: string): ConversationGrant {
    const grant = found.get(conversationId);
    if (!grant || grant.conversation.deletedAt !== null) throw conversationNotFound();
    if (!isActive(grant)) throw notAMember();
    return grant;
  }
}

const knownGrants = (loaders: LoaderCache): Map<string, ConversationGrant> =>
  loaders.known<ConversationGrant>('conversations.grant');
