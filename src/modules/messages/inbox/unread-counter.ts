import type { Unread, UnreadStanding } from '../../conversations/unread.js';
import { UnreadCountType } from '../graphql/unread-count.type.js';

/** Changes that come within this time are told as one, in milliseconds. */
const COALESCE_MS = 50;

type Told = Pick<UnreadStanding, 'unread' | 'mentions'>;

const NOTHING: Told = { unread: 0, mentions: 0 };

const isSame = (one: Told, other: Told): boolean => one.unread === other.unread && one.mentions === other.mentions;

/**
 * Keeps one viewer's counts, and tells what is new a moment later and together. A message of somebody else that names nobody moves the head
 * and nothing else of the count, so that it is worked out from the head that the event names: no query for each viewer and
 * message (docs/performance.md). After everything else the conversation is asked for again.
 */
export class UnreadCounter {
  tell: (count: UnreadCountType) => void = () => undefined;
  failed: (error: Error) => void = () => undefined;
  private readonly told: Map<string, Told>;
  private readonly standings: Map<string, UnreadStanding>;
  /** Heads of conversations that have got messages. */
  private readonly heads = new Map<string, number>();
  private readonly dirty = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly userId: string,
    private readonly unread: Pick<Unread, 'standings'>,
    standings: ReadonlyMap<string, UnreadStanding>,
  ) {
    this.standings = new Map(standings);
    this.told = new Map([...standings].map(([id, { unread, mentions }]) => [id, { unread, mentions }]));
  }

  /** A message of somebody else, that names nobody, has come. */
  grown(conversationId: string, seq: number): void {
    this.heads.set(conversationId, Math.max(seq, this.heads.get(conversationId) ?? 0));
    this.schedule();
  }

  /** Something else has happened that may count. */
  changed(conversationId: string): void {
    this.dirty.add(conversationId);
    this.schedule();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer ??= setTimeout(() => {
      this.count().catch((error: unknown) => this.failed(error instanceof Error ? error : new Error(String(error))));
    }, COALESCE_MS);
  }

  private async count(): Promise<void> {
    const asked = [...this.dirty, ...[...this.heads.keys()].filter((id) => !this.standings.has(id))];
    const heads = new Map(this.heads);
    this.dirty.clear();
    this.heads.clear();
    try {
      if (asked.length > 0) await this.readAgain([...new Set(asked)]);
      for (const [id, head] of heads) this.move(id, head);
      this.tellNew(new Set([...asked, ...heads.keys()]));
    } finally {
      this.timer = undefined;
      if (this.dirty.size + this.heads.size > 0) this.schedule();
    }
  }

  private async readAgain(ids: readonly string[]): Promise<void> {
    const standings = await this.unread.standings(this.userId, ids);
    for (const id of ids) {
      const standing = standings.get(id);
      if (standing) this.standings.set(id, standing);
      else this.standings.delete(id);
    }
  }

  /** What was read may know of the message already. */
  private move(id: string, head: number): void {
    const standing = this.standings.get(id);
    if (!standing || head <= standing.lastSeq) return;
    this.standings.set(id, { ...standing, unread: standing.unread + head - standing.lastSeq, lastSeq: head });
  }

  private tellNew(ids: ReadonlySet<string>): void {
    const counts = [...ids].map((id) => [id, this.standings.get(id) ?? NOTHING] as const);
    const changed = counts.filter(([id, count]) => !isSame(count, this.told.get(id) ?? NOTHING));
    if (changed.length === 0 || this.stopped) return;
    const total = { unread: 0, mentions: 0 };
    for (const { unread, mentions, isArchived } of this.standings.values()) {
      if (isArchived) continue;
      total.unread += unread;
      total.mentions += mentions;
    }
    for (const [conversationId, { unread, mentions }] of changed) {
      this.told.set(conversationId, { unread, mentions });
      this.tell(
        Object.assign(new UnreadCountType(), {
          ...{ conversationId, unreadCount: unread, unreadMentionCount: mentions },
          ...{ totalUnreadCount: total.unread, totalUnreadMentionCount: total.mentions },
        }),
      );
    }
  }
}
