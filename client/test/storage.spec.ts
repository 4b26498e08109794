import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ChatStorage, StoredConversation } from '../src/storage/chat-storage.js';
import { openChatStorage, openIndexedDb } from '../src/storage/indexeddb-storage.js';

let databases = 0;
const open = (name = `storage ${(databases += 1)}`): Promise<ChatStorage> => openIndexedDb(name);

const conversation = (id: string, revision: number): StoredConversation =>
  ({ id, revision, summary: { id, revision }, messages: [], from: 1, to: 0 }) as unknown as StoredConversation;

const save = (revision: number) => ({
  cursor: `${revision}`,
  changed: ['a', 'b', 'c'].map((id) => conversation(id, revision)),
  removed: [],
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Makes the write with this number fail: the way the browser does on a full disk, or as when it is killed. */
function failAt(number: number, how: 'throws' | 'aborts'): void {
  const put = IDBObjectStore.prototype.put;
  let count = 0;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    count += 1;
    if (count === number && how === 'throws') throw new DOMException('full', 'QuotaExceededError');
    const request = put.apply(this, args);
    if (count === number) this.transaction.abort();
    return request;
  });
}

describe('K13: position and data', () => {
  const points = [1, 2, 3, 4].flatMap((number) => (['throws', 'aborts'] as const).map((how) => [number, how] as const));

  it.each(points)('are of the same moment when write %i %s', async (number, how) => {
    const storage = await open();
    await storage.save(save(1));
    failAt(number, how);
    await expect(storage.save(save(2))).rejects.toThrow();
    vi.restoreAllMocks();
    const { cursor, conversations } = await storage.load();
    expect(cursor).toBe('1');
    for (const { revision } of conversations) expect(revision).toBeGreaterThanOrEqual(1);
    expect(storage.isDurable).toBe(false);
    await storage.save(save(3));
    expect(await storage.load()).toMatchObject({ cursor: '3', conversations: [{ revision: 3 }, {}, {}] });
    expect(storage.isDurable).toBe(true);
    storage.close();
  });

  it('of a tab that is behind do not replace those of one that is ahead', async () => {
    const storage = await open();
    await storage.save(save(5));
    await storage.save(save(4));
    expect(await storage.load()).toMatchObject({ cursor: '5', conversations: [{ revision: 5 }, {}, {}] });
    storage.close();
  });

  it('are nowhere where the browser keeps nothing, and that can be seen', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('private window', 'SecurityError');
    });
    const storage = await openChatStorage('refused');
    expect(storage.isDurable).toBe(false);
    await expect(storage.save(save(1))).rejects.toThrow();
    expect(await storage.load()).toEqual({ cursor: null, conversations: [] });
  });
});
