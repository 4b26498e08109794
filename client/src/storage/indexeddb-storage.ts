import {
  MemoryChatStorage,
  WrittenStorage,
  type ChatStorage,
  type Save,
  type StoredConversation,
  type StoredState,
  type WrittenTable,
} from './chat-storage.js';

const VERSION = 1;
const POSITION = 'position';

/** Resolves with what was asked for. What fails ends its transaction as well. */
const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** IndexedDB, one database a user. */
export class IndexedDbChatStorage extends WrittenStorage implements ChatStorage {
  /** False after a write that failed, as on a full disk, until one succeeds. */
  isDurable = true;
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    super();
    this.#database = database;
    // Another tab runs a newer build, or wipes: it must not wait for this one.
    database.onversionchange = () => database.close();
  }

  static async open(name: string): Promise<IndexedDbChatStorage> {
    const opening = indexedDB.open(name, VERSION);
    opening.onupgradeneeded = () => {
      const fresh = opening.result;
      fresh.createObjectStore('meta');
      fresh.createObjectStore('conversations', { keyPath: 'id' });
      fresh.createObjectStore('sends', { keyPath: 'clientMessageId' });
      fresh.createObjectStore('drafts', { keyPath: 'conversationId' });
    };
    return new IndexedDbChatStorage(await answer(opening));
  }

  async load(): Promise<StoredState> {
    const transaction = this.#database.transaction(['meta', 'conversations']);
    const [position, conversations] = await Promise.all([
      answer<{ cursor: string | null } | undefined>(transaction.objectStore('meta').get(POSITION)),
      answer<StoredConversation[]>(transaction.objectStore('conversations').getAll()),
    ]);
    return { cursor: position?.cursor ?? null, conversations };
  }

  save({ cursor, changed, removed }: Save): Promise<void> {
    return this.#write(['conversations', 'meta'], async (conversations, meta) => {
      const isCurrent = await Promise.all(
        changed.map(async (conversation) => {
          const stored = await answer<StoredConversation | undefined>(conversations.get(conversation.id));
          if (stored && stored.revision > conversation.revision) return false;
          conversations.put(conversation);
          return true;
        }),
      );
      for (const id of removed) conversations.delete(id);
      if (!isCurrent.includes(false)) meta?.put({ cursor }, POSITION);
    });
  }

  async wipe(): Promise<void> {
    this.close();
    await answer(indexedDB.deleteDatabase(this.#database.name));
  }

  close(): void {
    this.#database.close();
  }

  /** @internal */
  protected override async readAll<T>(table: WrittenTable): Promise<T[]> {
    return answer<T[]>(this.#database.transaction(table).objectStore(table).getAll());
  }

  /** @internal */
  protected override putRow(table: WrittenTable, _: string, row: unknown): Promise<void> {
    return this.#write([table], (store) => store.put(row));
  }

  /** @internal */
  protected override removeRow(table: WrittenTable, key: string): Promise<void> {
    return this.#write([table], (store) => store.delete(key));
  }

  /** Everything that the work writes, or nothing. */
  async #write(
    names: readonly string[],
    work: (one: IDBObjectStore, other?: IDBObjectStore) => unknown,
  ): Promise<void> {
    try {
      const transaction = this.#database.transaction(names, 'readwrite');
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new DOMException('not written', 'AbortError'));
      });
      // Whatever the work leaves undone is undone as a whole; this is told by what it threw.
      done.catch(() => undefined);
      const [one, other] = names.map((name) => transaction.objectStore(name));
      try {
        await work(one as IDBObjectStore, other);
      } catch (error) {
        if (transaction.error === null) transaction.abort();
        throw error;
      }
      await done;
      this.isDurable = true;
    } catch (error) {
      this.isDurable = false;
      throw error;
    }
  }
}

/** IndexedDB, or memory where it is missing, full or refused. */
export async function openChatStorage(name: string): Promise<ChatStorage> {
  try {
    return await IndexedDbChatStorage.open(name);
  } catch {
    return new MemoryChatStorage();
  }
}
