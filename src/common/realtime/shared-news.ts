import { randomBytes } from 'node:crypto';

/**
 * News that is one object for everybody who gets it on this node. What is made of it (an answer, its bytes) can be made
 * once and kept here for as long as somebody has yet to be served; nothing about a single viewer may be in it.
 */
export class SharedNews<T extends object = object> {
  /** What was made of the news, by who asked for it. */
  readonly made = new Map<object, unknown>();

  constructor(readonly value: T) {}
}

/** Stands in shared news where each reader's own cursor belongs. Random, so that no text of anybody has it in it. */
const CURSOR_PLACE = `cursor-${randomBytes(24).toString('base64url')}`;

/** The cursor of one reader, to be put into answers that were made for many. */
export class ReaderCursor {
  /** What news is made with whose readers have cursors of their own. */
  static readonly place = CURSOR_PLACE;
  private readonly json: string;

  constructor(readonly value: string) {
    // What a client sent as its cursor may hold anything that the decoder passes over. UTF-8, one character for each byte.
    this.json = Buffer.from(JSON.stringify(value)).toString('latin1');
  }

  /** @param payload JSON in UTF-8, one character for each byte */
  putInto(payload: string): string {
    return payload.split(`"${CURSOR_PLACE}"`).join(this.json);
  }
}

/** News that is the same for all readers but for the cursor. */
export class CursoredNews<T extends object = object> {
  constructor(
    readonly shared: SharedNews<T>,
    readonly cursor: ReaderCursor,
  ) {}

  /** The news as this reader gets it, for answers that have to be made for each. */
  get own(): T {
    const { value } = this.shared;
    return Object.assign(Object.create(Object.getPrototypeOf(value) as object) as T, value, {
      cursor: this.cursor.value,
    });
  }
}

/** Keeps one piece of shared news for each thing that it tells of, for as long as that thing is held. */
export class SharedNewsCache<Source extends object, T extends object> {
  private readonly known = new WeakMap<Source, SharedNews<T>>();

  /** @param make the news; asked for once */
  of(source: Source, make: () => T): SharedNews<T> {
    let news = this.known.get(source);
    if (!news) {
      news = new SharedNews(make());
      this.known.set(source, news);
    }
    return news;
  }
}
