import { RoomActivityKind } from '../rooms.words.js';
import type { PresenceSnapshot } from './room-presences.repository.js';

/** Somebody has come into a room or gone out of it. */
export interface PresenceChange {
  readonly kind: RoomActivityKind.ENTERED | RoomActivityKind.EXITED;
  readonly userId: string;
  /** Milliseconds since 1970, database clock. */
  readonly at: number;
  /** How many people are in the room after it. */
  readonly presentCount: number;
}

export type PresenceListener = (change: PresenceChange) => void;

/** What a room's presence needs of the database. */
export interface PresenceStore {
  change(changes: { readonly enter: readonly string[]; readonly exit: readonly string[] }): Promise<void>;
  read(): Promise<PresenceSnapshot>;
}

/** A second attempt mends rows that somebody took for those of a dead node. */
const ATTEMPTS = 2;

/**
 * One room as this node knows it: who is in it through this node's sockets, which of them the database has, and whom its
 * listeners were last told of. Everything that happens in it goes through one queue, and listeners hear the differences
 * between what they were told and what the database says: nothing twice, nothing out of order, whatever was missed.
 */
export class RoomPresence {
  private readonly holds = new Map<string, number>();
  private readonly listeners = new Set<PresenceListener>();
  private stored: ReadonlySet<string> = new Set();
  /** User → since when. Null until the database was first asked. */
  private told: ReadonlyMap<string, number> | null = null;
  private seenVersion = -1;
  private waiting: Promise<void> | null = null;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly nodeId: string,
    private readonly store: PresenceStore,
  ) {}

  get version(): number {
    return this.seenVersion;
  }

  get presentCount(): number {
    return this.told?.size ?? 0;
  }

  /** Since when somebody has been in the room, in milliseconds since 1970; null when they are not. */
  since(userId: string): number | null {
    return this.told?.get(userId) ?? null;
  }

  /** The database does not say yet what it should about this node's sockets. */
  get isUnsettled(): boolean {
    return this.seenVersion < 0 || this.difference().length > 0;
  }

  /** Nobody needs it any more. */
  get isIdle(): boolean {
    return this.holds.size === 0 && this.listeners.size === 0 && this.stored.size === 0;
  }

  hold(userId: string): void {
    this.holds.set(userId, (this.holds.get(userId) ?? 0) + 1);
  }

  release(userId: string): void {
    const left = (this.holds.get(userId) ?? 0) - 1;
    if (left > 0) this.holds.set(userId, left);
    else this.holds.delete(userId);
  }

  /** Calls back for changes from now on. */
  listen(listener: PresenceListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Writes what is to be written, reads what the database says, and tells the listeners what is different. Requests that
   * come before it has begun are served by it as well.
   */
  settle(): Promise<void> {
    this.waiting ??= this.last
      .catch(() => undefined)
      .then(() => {
        this.waiting = null;
        return this.settleNow();
      });
    this.last = this.waiting;
    return this.waiting;
  }

  /** Resolves when nothing is under way. */
  async quiet(): Promise<void> {
    await this.last.catch(() => undefined);
  }

  private async settleNow(): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const changed = this.difference();
      if (changed.length > 0)
        await this.store.change({
          enter: changed.filter((userId) => this.holds.has(userId)),
          exit: changed.filter((userId) => !this.holds.has(userId)),
        });
      this.adopt(await this.store.read());
      if (this.difference().length === 0) return;
    }
  }

  private difference(): string[] {
    const entering = [...this.holds.keys()].filter((userId) => !this.stored.has(userId));
    const leaving = [...this.stored].filter((userId) => !this.holds.has(userId));
    return [...entering, ...leaving];
  }

  private adopt({ version, changedAt, rows }: PresenceSnapshot): void {
    const present = new Map<string, number>();
    for (const { userId, enteredAt } of rows)
      present.set(userId, Math.min(enteredAt, present.get(userId) ?? enteredAt));
    const before = this.told;
    this.stored = new Set(rows.filter((row) => row.nodeId === this.nodeId).map((row) => row.userId));
    this.told = present;
    this.seenVersion = version;
    if (before) this.tell(before, present, changedAt);
  }

  private tell(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>, changedAt: number): void {
    const entered = [...now].filter(([userId]) => !before.has(userId));
    const exited = [...before.keys()].filter((userId) => !now.has(userId));
    const changes = [
      ...exited.map((userId) => ({ kind: RoomActivityKind.EXITED, userId, at: changedAt }) as const),
      ...entered.map(([userId, at]) => ({ kind: RoomActivityKind.ENTERED, userId, at }) as const),
    ].sort((left, right) => left.at - right.at);
    let presentCount = before.size;
    for (const change of changes) {
      presentCount += change.kind === RoomActivityKind.ENTERED ? 1 : -1;
      const told = { ...change, presentCount };
      for (const listener of this.listeners) listener(told);
    }
  }
}
