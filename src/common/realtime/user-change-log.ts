import { Injectable } from '@nestjs/common';
import { GroupedReads } from '../async/grouped-reads.js';
import { Database } from '../database/database.js';
import { chunksOf, placeholders } from '../database/dialect.js';
import type { Transaction } from '../database/transaction.js';
import type { FeedEvent } from './feed-event.js';
import { userFeed } from './feed-key.js';
import './realtime.events.js';

/** What of a user's own has changed; `ref` names it. Each pair is kept once, at its newest revision. */
export type UserChangeKind =
  'CONTACT' | 'CONTACT_GROUP' | 'BLOCK' | 'CONVERSATION' | 'DRAFT' | 'MESSAGE_HIDDEN' | 'SESSION_ENDED' | 'PROFILE';

export interface UserChange {
  readonly kind: UserChangeKind;
  readonly ref: string;
}

interface HeadRow {
  readonly user_id: string;
  readonly revision: number;
  readonly last_event_at: number;
}

interface LockedFeed extends HeadRow {
  /** Milliseconds since 1970, database clock, read once the row was locked. */
  readonly now: number;
}

/** A row of `user_changes`. */
export interface ChangeRow {
  readonly user_id: string;
  readonly kind: UserChangeKind;
  readonly ref: string;
  readonly revision: number;
  readonly changed_at: number;
}

const USERS_PER_STATEMENT = 200;

/**
 * The durable, compacted feed of changes to a user's own things, for all the user's devices. It says what changed, not
 * to what: receivers read the present state, so older changes of the same thing may be dropped.
 */
@Injectable()
export class UserChangeLog {
  private readonly headReads = new GroupedReads<number>((ids) => this.heads(ids), { maxGroup: USERS_PER_STATEMENT });

  constructor(private readonly database: Database) {}

  /** Appends in the caller's transaction. Call it last: it locks the user's feed until commit. */
  append(tx: Transaction, userId: string, changes: readonly UserChange[]): Promise<void> {
    return this.appendMany(tx, new Map([[userId, changes]]));
  }

  /**
   * The same for several users, whose feeds are locked in ascending order, so that writers never wait in a circle. A
   * handful of statements for every few hundred users: a room may have ten thousand members.
   */
  async appendMany(tx: Transaction, changes: ReadonlyMap<string, readonly UserChange[]>): Promise<void> {
    const userIds = [...changes.keys()].filter((userId) => changes.get(userId)?.length).sort();
    for (const chunk of chunksOf(userIds, USERS_PER_STATEMENT)) {
      const heads = await this.allocate(tx, chunk, changes);
      const rows = heads.flatMap(({ user_id, revision, last_event_at }): ChangeRow[] => {
        const own = changes.get(user_id) ?? [];
        const first = revision - own.length + 1;
        return own.map((change, index) => ({
          user_id,
          kind: change.kind,
          ref: change.ref,
          revision: first + index,
          changed_at: last_event_at,
        }));
      });
      await this.store(tx, rows);
      this.tell(tx, heads, rows);
    }
  }

  /** Changes above `after`, oldest first. Revisions that were superseded are missing; that is no gap. */
  async load(userId: string, after: number, limit: number): Promise<FeedEvent[]> {
    const rows = await this.database.query<ChangeRow>(
      `SELECT user_id, kind, ref, revision, changed_at FROM user_changes
       WHERE user_id = ? AND revision > ? ORDER BY revision LIMIT ${limit}`,
      [userId, after],
    );
    return rows.map(userEventOf);
  }

  /** The newest revision of the user's feed; 0 when nothing was ever appended. */
  async head(userId: string): Promise<number> {
    return (await this.headReads.load(userId)) ?? 0;
  }

  /** The same for several users; those are missing to whom nothing was ever appended. */
  async heads(userIds: readonly string[]): Promise<Map<string, number>> {
    const heads = new Map<string, number>();
    for (const chunk of chunksOf(userIds)) {
      const rows = await this.database.query<{ id: string; revision: number }>(
        `SELECT user_id AS id, revision FROM user_feeds WHERE user_id IN (${placeholders(chunk)})`,
        chunk,
      );
      for (const { id, revision } of rows) heads.set(id, revision);
    }
    return heads;
  }

  /** Takes the next revisions of some users' feeds, which stay locked until commit. */
  private async allocate(
    tx: Transaction,
    userIds: readonly string[],
    changes: ReadonlyMap<string, readonly UserChange[]>,
  ): Promise<HeadRow[]> {
    const feeds = await this.lock(tx, userIds);
    if (feeds.length < userIds.length) {
      // The first change of a user makes the feed. A racing transaction may make it too: whoever is later waits here.
      const known = new Set(feeds.map(({ user_id }) => user_id));
      const missing = userIds.filter((userId) => !known.has(userId));
      await tx.execute(
        tx.dialect.insertIgnore('user_feeds', ['user_id', 'revision', 'last_event_at'], missing.length),
        missing.flatMap((userId) => [userId, 0, 0]),
      );
      feeds.push(...(await this.lock(tx, missing)));
    }
    const now = Math.max(...feeds.map((feed) => feed.now));
    const heads = feeds.map(({ user_id, revision, last_event_at }): HeadRow => ({
      user_id,
      revision: revision + (changes.get(user_id)?.length ?? 0),
      last_event_at: Math.max(last_event_at, now),
    }));
    await this.advance(tx, userIds, changes, now);
    return heads;
  }

  /** Only what is locked may be counted on: a feed that was absent a moment ago may have been made and moved since. */
  private lock(tx: Transaction, userIds: readonly string[]): Promise<LockedFeed[]> {
    return tx.query<LockedFeed>(
      `SELECT user_id, revision, last_event_at, ${tx.dialect.nowMs} AS now FROM user_feeds
       WHERE user_id IN (${placeholders(userIds)}) ORDER BY user_id${tx.dialect.forUpdate}`,
      userIds,
    );
  }

  private tell(tx: Transaction, heads: readonly HeadRow[], rows: readonly ChangeRow[]): void {
    const events = new Map<string, FeedEvent[]>(heads.map((head) => [head.user_id, []]));
    for (const row of rows) events.get(row.user_id)?.push(userEventOf(row));
    for (const { user_id: userId, revision } of heads)
      tx.emit({ name: 'feed.moved', payload: { feed: userFeed(userId), revision, events: events.get(userId) ?? [] } });
  }

  private async advance(
    tx: Transaction,
    userIds: readonly string[],
    changes: ReadonlyMap<string, readonly UserChange[]>,
    now: number,
  ): Promise<void> {
    const counts = userIds.map((userId) => changes.get(userId)?.length ?? 0);
    const isSame = counts.every((count) => count === counts[0]);
    const count = isSame
      ? String(counts[0])
      : `CASE user_id ${counts.map((each) => `WHEN ? THEN ${each}`).join(' ')} END`;
    await tx.execute(
      `UPDATE user_feeds SET revision = revision + ${count}, last_event_at = ${tx.dialect.greatest}(last_event_at, ?)
       WHERE user_id IN (${placeholders(userIds)})`,
      [...(isSame ? [] : userIds), now, ...userIds],
    );
  }

  private async store(tx: Transaction, rows: readonly ChangeRow[]): Promise<void> {
    for (const chunk of chunksOf(rows, USERS_PER_STATEMENT))
      await tx.execute(
        tx.dialect.upsert(
          'user_changes',
          ['user_id', 'kind', 'ref', 'revision', 'changed_at'],
          ['user_id', 'kind', 'ref'],
          ['revision', 'changed_at'],
          chunk.length,
        ),
        chunk.flatMap((row) => [row.user_id, row.kind, row.ref, row.revision, row.changed_at]),
      );
  }
}

export const userEventOf = (row: ChangeRow): FeedEvent => ({
  feedId: row.user_id,
  revision: row.revision,
  at: row.changed_at,
  type: row.kind,
  actorId: null,
  subjectId: null,
  messageSeq: null,
  data: { ref: row.ref },
});
