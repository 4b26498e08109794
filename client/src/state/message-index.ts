/** What a list needs to know of a message to place it; the message itself is in Apollo's cache. */
export interface IndexedMessage {
  readonly seq: number;
  readonly id: string;
  readonly clientMessageId: string;
  readonly senderId: string | null;
  readonly createdAt: string;
}

/** A row of a conversation as it is known here. */
export type HistoryRow =
  | ({ readonly kind: 'message'; readonly key: string } & IndexedMessage)
  /** Messages from `fromSeq` to `toSeq` have not been read yet. */
  | { readonly kind: 'gap'; readonly key: string; readonly fromSeq: number; readonly toSeq: number };

interface Range {
  from: number;
  to: number;
}

/**
 * Which parts of a conversation's history are here, by seq. A range without a message for one of its numbers means that the
 * viewer does not see that one; what lies between two ranges has not been read, and is shown as a gap until it has.
 */
export class MessageIndex {
  #ranges: Range[] = [];
  readonly #bySeq = new Map<number, HistoryRow & { kind: 'message' }>();
  readonly #seqById = new Map<string, number>();
  #cached: HistoryRow[] | null = [];
  /** Whether somebody holds the rows as they are: they grow in a copy. */
  #isShown = false;

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  get size(): number {
    return this.#bySeq.size;
  }

  /** The first number that is here; 0 when nothing is. */
  get firstSeq(): number {
    return this.#ranges[0]?.from ?? 0;
  }

  /** The last number that is here; 0 when nothing is. */
  get lastSeq(): number {
    return this.#ranges.at(-1)?.to ?? 0;
  }

  has(seq: number): boolean {
    return this.#ranges.some(({ from, to }) => from <= seq && seq <= to);
  }

  seqOf(id: string): number | undefined {
    return this.#seqById.get(id);
  }

  at(seq: number): IndexedMessage | undefined {
    return this.#bySeq.get(seq);
  }

  /** The rows in order, the same array until something changes. */
  rows(): readonly HistoryRow[] {
    this.#isShown = true;
    return (this.#cached ??= this.#makeRows());
  }

  /** @internal The newest messages without a gap among them, at most so many, and the numbers that they stand for. */
  tail(count: number): { from: number; to: number; messages: IndexedMessage[] } {
    const last = this.#ranges.at(-1);
    if (!last) return { from: 0, to: -1, messages: [] };
    const within = this.newest(count).filter(({ seq }) => seq >= last.from);
    const isCut = within.length === count;
    return { from: isCut ? (within[0]?.seq ?? last.from) : last.from, to: last.to, messages: within };
  }

  /** The newest messages that are here, at most so many, in order. */
  newest(count: number): IndexedMessage[] {
    return this.#messages().slice(-count);
  }

  /** @internal All messages from `from` to `to` are these. */
  add(from: number, to: number, messages: readonly IndexedMessage[]): void {
    if (to < from) return;
    // A new message at the end is what happens all day, and a thousand times when much was missed.
    const isNext = from === to && (this.isEmpty || this.lastSeq === from - 1);
    for (const message of messages) this.#put(message);
    this.#cover(from, to);
    const row = isNext && this.#bySeq.get(from);
    if (!row) this.#cached = null;
    else if (this.#isShown && this.#cached) this.#cached = [...this.#cached, row];
    else this.#cached?.push(row);
    this.#isShown = false;
  }

  /** @internal The viewer does not see this message any more; its place stays known. */
  remove(seq: number): void {
    const row = this.#bySeq.get(seq);
    if (!row) return;
    this.#bySeq.delete(seq);
    this.#seqById.delete(row.id);
    this.#cached = null;
  }

  /** @internal */
  clear(): void {
    this.#ranges = [];
    this.#bySeq.clear();
    this.#seqById.clear();
    this.#cached = [];
  }

  /** @internal Forgets all but the newest messages; answers those forgotten. */
  keepNewest(count: number): IndexedMessage[] {
    const messages = this.#messages();
    if (messages.length <= count) return [];
    const first = messages[messages.length - count] as IndexedMessage;
    const forgotten = messages.slice(0, messages.length - count);
    for (const { seq, id } of forgotten) {
      this.#bySeq.delete(seq);
      this.#seqById.delete(id);
    }
    this.#ranges = this.#ranges
      .filter(({ to }) => to >= first.seq)
      .map(({ from, to }) => ({ from: Math.max(from, first.seq), to }));
    this.#cached = null;
    return forgotten;
  }

  #messages(): IndexedMessage[] {
    return this.rows().filter((row) => row.kind === 'message');
  }

  #put(message: IndexedMessage): void {
    const { seq, id, clientMessageId, senderId, createdAt } = message;
    const known = this.#bySeq.get(seq);
    if (known?.id === id) return;
    const key = `${senderId ?? id}:${clientMessageId}`;
    this.#bySeq.set(seq, { kind: 'message', key, seq, id, clientMessageId, senderId, createdAt });
    this.#seqById.set(id, seq);
  }

  #cover(from: number, to: number): void {
    const apart = this.#ranges.filter((range) => range.to < from - 1 || range.from > to + 1);
    const joined = this.#ranges.filter((range) => !(range.to < from - 1 || range.from > to + 1));
    const merged = {
      from: Math.min(from, ...joined.map((range) => range.from)),
      to: Math.max(to, ...joined.map((range) => range.to)),
    };
    this.#ranges = [...apart, merged].sort((one, other) => one.from - other.from);
  }

  #makeRows(): HistoryRow[] {
    const rows: HistoryRow[] = [];
    let end = 0;
    for (const { from, to } of this.#ranges) {
      if (end > 0) rows.push({ kind: 'gap', key: `gap:${end + 1}`, fromSeq: end + 1, toSeq: from - 1 });
      for (let seq = from; seq <= to; seq += 1) {
        const row = this.#bySeq.get(seq);
        if (row) rows.push(row);
      }
      end = to;
    }
    return rows;
  }
}
