import DataLoader from 'dataloader';

/**
 * The DataLoaders of one operation, or of one delivered event: made on first use, thrown away with it, so that nothing
 * is ever cached beyond what one answer may see.
 */
export class LoaderCache {
  // Made when needed: every subscription has a cache, and most of them never use it (docs/performance.md).
  private loaders: Map<string, DataLoader<never, unknown>> | null = null;
  private values: Map<string, Map<string, unknown>> | null = null;

  /** @param shared where values are kept that may serve others beside this operation: see `lasting` */
  constructor(readonly shared: LoaderCache | null = null) {}

  /** For what belongs to no viewer and is not told as news: the cache that events of one replay share, else this one. */
  get lasting(): LoaderCache {
    return this.shared ?? this;
  }

  /**
   * The loader of this name.
   * @param batch loads many at once; the answer maps key → value, absent keys become null
   */
  get<Key extends string, Value>(
    name: string,
    batch: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  ): DataLoader<Key, Value | null> {
    const loaders = (this.loaders ??= new Map());
    let loader = loaders.get(name) as DataLoader<Key, Value | null> | undefined;
    if (!loader) {
      loader = new DataLoader<Key, Value | null>(
        async (keys) => {
          const found = await batch(keys);
          return keys.map((key) => found.get(key) ?? null);
        },
        { maxBatchSize: 500 },
      );
      loaders.set(name, loader);
    }
    return loader;
  }

  /** Values of this name that are at hand already, for fields that would otherwise wait a turn of the loader for each. */
  known<Value>(name: string): Map<string, Value> {
    const known = (this.values ??= new Map());
    let values = known.get(name) as Map<string, Value> | undefined;
    if (!values) known.set(name, (values = new Map<string, Value>()));
    return values;
  }

  /** Drops all that was loaded: the operation goes on, but with other loaders. */
  forget(): void {
    this.loaders = null;
    this.values = null;
  }
}
