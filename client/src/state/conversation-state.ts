import { ObservableValue, type Watchable } from '../observable-value.js';
import { MessageIndex, type HistoryRow } from './message-index.js';

/** How far another member has come. */
export interface Receipt {
  readonly readSeq: number;
  readonly deliveredSeq: number;
}

/** Where a conversation stands in the list. Times are as the server writes them. */
export interface ListKeys {
  readonly lastEventAt: string;
  readonly pinnedAt: string | null;
  readonly archivedAt: string | null;
}

/** What is known here of a conversation's history. */
export interface HistoryView {
  readonly rows: readonly HistoryRow[];
  /** Whether there may be messages before the first row. */
  readonly hasOlder: boolean;
  /** Whether there are messages after the last row, because what is shown begins elsewhere than at the end. */
  readonly hasNewer: boolean;
  readonly receipts: ReadonlyMap<string, Receipt>;
}

const EMPTY: HistoryView = { rows: [], hasOlder: true, hasNewer: false, receipts: new Map() };

/** One conversation: which revision has been applied, which messages are here, how far others have read. */
export class ConversationState {
  readonly index = new MessageIndex();
  #receipts: ReadonlyMap<string, Receipt> = new Map();
  readonly #observable = new ObservableValue<HistoryView>(EMPTY);
  #stale = false;
  /** @internal Whether it has to be read again before what is here stands for its revision. */
  isStale = false;
  /** @internal Counts what changed messages that are not here: whoever is reading them just now has to read them again. */
  unheard = 0;
  /** @internal How many look at it. */
  watchers = 0;
  /** @internal The newest message, while the cache's conversation does not name it yet. */
  newestId: string | null = null;
  /** @internal The newest version of the viewer's draft that was heard of. */
  draftVersion = 0;
  /** @internal The revision that it had when it became known: no event told what it held by then. */
  readonly firstRevision: number;
  /** @internal Up to which of these news has been told all the same: an event that comes twice is news once. */
  toldRevision = 0;
  keys: ListKeys = { lastEventAt: '', pinnedAt: null, archivedAt: null };

  constructor(
    readonly id: string,
    /** The last revision applied. */
    public revision: number,
    /** The number of the newest message. */
    public lastSeq: number,
  ) {
    this.firstRevision = revision;
  }

  get view(): Watchable<HistoryView> {
    return this.#observable;
  }

  /** Whether the history's beginning is here. Derived, so that no answer that came late can claim it. */
  get reachedStart(): boolean {
    return this.index.isEmpty ? this.lastSeq === 0 : this.index.firstSeq === 1;
  }

  /** Whether there are messages after the last that is here. */
  get hasNewer(): boolean {
    return this.index.lastSeq < this.lastSeq;
  }

  /** @internal Whether whoever looks needs the newest page: the newest message alone may be here from a list. */
  get lacksNewest(): boolean {
    return this.hasNewer || (this.index.size < 2 && !this.reachedStart);
  }

  /** @internal Notes that something has changed; told by `publish`, once for a whole batch. */
  touch(): void {
    this.#stale = true;
  }

  /** @internal */
  publish(): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.#observable.set({
      rows: this.index.rows(),
      hasOlder: !this.reachedStart,
      hasNewer: this.hasNewer,
      receipts: this.#receipts,
    });
  }

  /** @internal */
  setReceipt(userId: string, { readSeq, deliveredSeq }: Receipt): void {
    const known = this.#receipts.get(userId);
    const next = {
      readSeq: Math.max(readSeq, known?.readSeq ?? 0),
      deliveredSeq: Math.max(deliveredSeq, readSeq, known?.deliveredSeq ?? 0),
    };
    if (known && known.readSeq === next.readSeq && known.deliveredSeq === next.deliveredSeq) return;
    this.#receipts = new Map(this.#receipts).set(userId, next);
    this.touch();
  }

  /** @internal Everything up to `head` has to be read again. */
  reset(head: number): void {
    this.revision = head;
    this.isStale = true;
    // The server may have been restored from a backup, and count anew from there.
    this.draftVersion = 0;
    this.unheard += 1;
    this.index.clear();
    this.touch();
  }
}
