/**
 * News that is one object for everybody who gets it on this node. What is made of it (an answer, its bytes) can be made
 * once and kept here for as long as somebody has yet to be served; nothing about a single viewer may be in it.
 */
export class SharedNews<T extends object = object> {
  /** What was made of the news, by who asked for it. */
  readonly made = new Map<object, unknown>();

  constructor(readonly value: T) {}
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
