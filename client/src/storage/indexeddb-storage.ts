import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import {
  MemoryChatStorage,
  type ChatStorage,
  type Save,
  type StoredConversation,
  type StoredDraft,
  type StoredSend,
  type StoredState,
} from './chat-storage.js';

const VERSION = 1;
const POSITION = 'position';

interface Schema extends DBSchema {
  meta: { key: string; value: { cursor: string | null } };
  conversations: { key: string; value: StoredConversation };
  sends: { key: string; value: StoredSend };
  drafts: { key: string; value: StoredDraft };
}

/** IndexedDB, one database a user. */
export class IndexedDbChatStorage implements ChatStorage {
  /** False after a write that failed, as on a full disk, until one succeeds. */
  isDurable = true;
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  static async open(name: string): Promise<IndexedDbChatStorage> {
    const database = await openDB<Schema>(name, VERSION, {
      upgrade: (fresh) => {
        fresh.createObjectStore('meta');
        fresh.createObjectStore('conversations', { keyPath: 'id' });
        fresh.createObjectStore('sends', { keyPath: 'clientMessageId' });
        fresh.createObjectStore('drafts', { keyPath: 'conversationId' });
      },
      // Another tab runs a newer build, or wipes: it must not wait for this one.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return new IndexedDbChatStorage(database);
  }

  async load(): Promise<StoredState> {
    const transaction = this.#database.transaction(['meta', 'conversations']);
    const [position, conversations] = await Promise.all([
      transaction.objectStore('meta').get(POSITION),
      transaction.objectStore('conversations').getAll(),
    ]);
    return { cursor: position?.cursor ?? null, conversations };
  }

  save(save: Save): Promise<void> {
    return this.#note(this.#saveAll(save));
  }

  async #saveAll({ cursor, changed, removed }: Save): Promise<void> {
    const transaction = this.#database.transaction(['meta', 'conversations'], 'readwrite');
    const conversations = transaction.objectStore('conversations');
    let isBehind = false;
    const writes = changed.map(async (conversation) => {
      const stored = await conversations.get(conversation.id);
      if (stored && stored.revision > conversation.revision) isBehind = true;
      else await conversations.put(conversation);
    });
    // Told by whatever failed first.
    transaction.done.catch(() => undefined);
    await Promise.all([...writes, ...removed.map((id) => conversations.delete(id))]);
    if (!isBehind) await transaction.objectStore('meta').put({ cursor }, POSITION);
    await transaction.done;
  }

  sends(): Promise<readonly StoredSend[]> {
    return this.#database.getAll('sends');
  }

  async putSend(send: StoredSend): Promise<void> {
    await this.#note(this.#database.put('sends', send));
  }

  async removeSend(clientMessageId: string): Promise<void> {
    await this.#database.delete('sends', clientMessageId);
  }

  drafts(): Promise<readonly StoredDraft[]> {
    return this.#database.getAll('drafts');
  }

  async putDraft(draft: StoredDraft): Promise<void> {
    await this.#note(this.#database.put('drafts', draft));
  }

  async removeDraft(conversationId: string): Promise<void> {
    await this.#database.delete('drafts', conversationId);
  }

  async wipe(): Promise<void> {
    const { name } = this.#database;
    this.#database.close();
    await deleteDB(name);
  }

  close(): void {
    this.#database.close();
  }

  async #note(writing: Promise<unknown>): Promise<void> {
    try {
      await writing;
      this.isDurable = true;
    } catch (error) {
      this.isDurable = false;
      throw error;
    }
  }
}

/** IndexedDB, or memory where it is missing, full or refused. */
export async function openChatStorage(name: string): Promise<ChatStorage> {
  if (typeof indexedDB === 'undefined') return new MemoryChatStorage();
  try {
    return await IndexedDbChatStorage.open(name);
  } catch {
    return new MemoryChatStorage();
  }
}
