import { noStorage, ROW_KEYS, type ChatStorage, type StoredConversation } from './chat-storage.js';

/** Known by an id that no conversation has; in their table, so that one transaction over one table writes both. */
interface StoredPosition {
  readonly id: '';
  readonly cursor: string | null;
}

/** Resolves with what was asked for. What fails ends its transaction as well. */
const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * IndexedDB, one database a user. `isDurable` is false after a write that failed, as on a full disk, until one succeeds.
 * @throws where the browser has none, or refuses
 */
export async function openIndexedDb(name: string): Promise<ChatStorage> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    for (const [table, keyPath] of Object.entries({ conversations: 'id', ...ROW_KEYS }))
      opening.result.createObjectStore(table, { keyPath });
  };
  const database = await answer(opening);
  // Another tab runs a newer build, or wipes: it must not wait for this one.
  database.onversionchange = () => database.close();

  const readAll = async <T>(table: string): Promise<T[]> =>
    answer<T[]>(database.transaction(table).objectStore(table).getAll());

  /** Everything that the work writes, or nothing. */
  const write = (table: string, work: (store: IDBObjectStore) => Promise<unknown>): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(table, 'readwrite');
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('not written'));
      work(transaction.objectStore(table))
        .catch((error: unknown) => {
          reject(error);
          transaction.abort();
        })
        // It is over already.
        .catch(() => undefined);
    }).then(
      () => {
        storage.isDurable = true;
      },
      (error: unknown) => {
        storage.isDurable = false;
        throw error;
      },
    );

  const storage = {
    isDurable: true,
    async load() {
      const rows = await readAll<StoredConversation | StoredPosition>('conversations');
      const position = rows.find((row) => row.id === '') as StoredPosition | undefined;
      const conversations = rows.filter((row): row is StoredConversation => row.id !== '');
      return { cursor: position?.cursor ?? null, conversations };
    },
    save: ({ cursor, changed, removed }) =>
      write('conversations', async (store) => {
        const isCurrent = await Promise.all(
          changed.map(async (conversation) => {
            const stored = await answer<StoredConversation | undefined>(store.get(conversation.id));
            if (stored && stored.revision > conversation.revision) return false;
            store.put(conversation);
            return true;
          }),
        );
        for (const id of removed) store.delete(id);
        if (!isCurrent.includes(false)) store.put({ id: '', cursor });
      }),
    readRows: readAll,
    putRow: (table, row) => write(table, async (store) => store.put(row)),
    removeRow: (table, key) => write(table, async (store) => store.delete(key)),
    wipe: () => {
      database.close();
      return answer(indexedDB.deleteDatabase(name)).then(() => undefined);
    },
    close: () => database.close(),
  } as ChatStorage & { isDurable: boolean };
  return storage;
}

/** IndexedDB, or nothing where it is missing, full or refused. */
export const openChatStorage = (name: string): Promise<ChatStorage> => openIndexedDb(name).catch(() => noStorage);
