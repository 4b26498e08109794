import { afterEach, describe, expect, it } from 'vitest';
import { ObservableValue, until } from '../src/observable-value.js';
import { makeOutbox, type Outbox, type PendingSend } from '../src/outbox/outbox.js';
import type { Session, SessionState } from '../src/session/session.js';
import { MemoryChatStorage, type StoredSend } from '../src/storage/chat-storage.js';

const signedIn = {
  state: new ObservableValue<SessionState>({ status: 'signed-in', userId: 'ann' }),
} as unknown as Session;

const open: Outbox[] = [];
afterEach(() => {
  for (const outbox of open.splice(0)) outbox.stop();
  Reflect.deleteProperty(globalThis, 'navigator');
});

/** From here on the tabs of one origin share these locks. */
function setLocks(locks: unknown): void {
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
}

/** Storage that outlives the page, and is the same for all tabs. */
class SharedStorage extends MemoryChatStorage {
  override readonly isDurable = true;
}

interface World {
  readonly outbox: Outbox;
  readonly left: string[];
}

function world(
  storage: MemoryChatStorage,
  send?: (message: StoredSend) => Promise<void>,
  session: Session = signedIn,
): World {
  const left: string[] = [];
  const outbox = makeOutbox({
    userId: 'ann',
    storage,
    session,
    send: async (message) => {
      await send?.(message);
      left.push(message.text ?? '');
      return left.length;
    },
    isKnown: () => false,
  });
  open.push(outbox);
  return { outbox, left };
}

const allSent = (pending: readonly PendingSend[]): boolean => pending.every(({ state }) => state === 'sent');

describe('the outbox on a storage that fails', () => {
  class Broken extends MemoryChatStorage {
    override readRows = (): Promise<never> => Promise.reject(new Error('unreadable'));
    override putRow = (): Promise<never> => Promise.reject(new Error('full'));
    override removeRow = (): Promise<never> => Promise.reject(new Error('refused'));
  }

  it('sends what is written, from memory', async () => {
    const { outbox, left } = world(new Broken());
    await outbox.start();
    await outbox.add({ conversationId: 'one', text: 'a' });
    await outbox.add({ conversationId: 'one', text: 'b' });
    await until(outbox.pending, allSent);
    expect(left).toEqual(['a', 'b']);
  });
});

describe('the outbox of a tab that has no turn', () => {
  it('sends what no other tab can know of, because nothing outlives the page', async () => {
    setLocks(sharedLocks());
    const tabs = [world(new MemoryChatStorage()), world(new MemoryChatStorage())];
    for (const { outbox } of tabs) {
      await outbox.start();
      await outbox.add({ conversationId: 'one', text: 'x' });
      await until(outbox.pending, allSent);
    }
    expect(tabs.map(({ left }) => left)).toEqual([['x'], ['x']]);
  });

  it('sends what no other tab can know of, because the disk is full', async () => {
    setLocks(sharedLocks());
    class Full extends SharedStorage {
      override putRow = (): Promise<never> => Promise.reject(new Error('full'));
    }
    const leader = world(new SharedStorage());
    const other = world(new Full());
    for (const { outbox } of [leader, other]) await outbox.start();
    await other.outbox.add({ conversationId: 'one', text: 'x' });
    await until(other.outbox.pending, allSent);
    expect([leader.left, other.left]).toEqual([[], ['x']]);
  });

  it('sends as if it were alone where the browser refuses to say whose turn it is', async () => {
    setLocks({ request: () => Promise.reject(new DOMException('refused', 'SecurityError')) });
    const { outbox, left } = world(new SharedStorage());
    await outbox.start();
    await outbox.add({ conversationId: 'one', text: 'x' });
    await until(outbox.pending, allSent);
    expect(left).toEqual(['x']);
  });
});

describe('the outbox of one user', () => {
  it('waits while another one is signed in', async () => {
    const state = new ObservableValue<SessionState>({ status: 'signed-in', userId: 'bob' });
    const { outbox, left } = world(new MemoryChatStorage(), undefined, { state } as unknown as Session);
    await outbox.start();
    await outbox.add({ conversationId: 'one', text: 'x' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(left).toEqual([]);
    state.set({ status: 'signed-in', userId: 'ann' });
    await until(outbox.pending, allSent);
    expect(left).toEqual(['x']);
  });
});

describe('K3: the outbox', () => {
  it('sends 50 messages of 3 conversations once each after a reload, one at a time in each, all conversations at once', async () => {
    const storage = new MemoryChatStorage();
    const offline = world(storage, () => Promise.reject(new TypeError('offline')));
    await offline.outbox.start();
    const written = Array.from({ length: 50 }, (_, number) => ({
      conversationId: `c${number % 3}`,
      text: `${number}`,
    }));
    for (const draft of written) await offline.outbox.add(draft);
    offline.outbox.stop();

    const underWay = new Map<string, number>();
    let mostAlone = 0;
    let mostTogether = 0;
    const { outbox, left } = world(storage, async ({ conversationId }) => {
      underWay.set(conversationId, (underWay.get(conversationId) ?? 0) + 1);
      mostAlone = Math.max(mostAlone, ...underWay.values());
      mostTogether = Math.max(mostTogether, [...underWay.values()].filter((count) => count > 0).length);
      await new Promise((resolve) => setImmediate(resolve));
      underWay.set(conversationId, (underWay.get(conversationId) ?? 0) - 1);
    });
    await outbox.start();
    await until(outbox.pending, (pending) => pending.length === 50 && allSent(pending));
    for (const id of ['c0', 'c1', 'c2'])
      expect(left.filter((text) => `c${Number(text) % 3}` === id)).toEqual(
        written.filter(({ conversationId }) => conversationId === id).map(({ text }) => text),
      );
    expect(left).toHaveLength(50);
    expect([mostAlone, mostTogether]).toEqual([1, 3]);
  });
});

describe('K12: several tabs', () => {
  it('send each message once, and another goes on when the one that sends is closed in the middle', async () => {
    setLocks(sharedLocks());
    const storage = new SharedStorage();
    const arrived: string[] = [];
    let isStuck = true;
    const tabs = Array.from({ length: 5 }, () =>
      world(storage, async ({ clientMessageId }) => {
        arrived.push(clientMessageId);
        if (isStuck) await new Promise(() => undefined);
      }),
    );
    for (const { outbox } of tabs) await outbox.start();
    const sent: string[] = [];
    for (const { outbox } of tabs) sent.push(await outbox.add({ conversationId: 'one', text: 'x' }));
    const [leader, ...others] = tabs;
    await until(leader!.outbox.pending, (pending) => pending.some(({ state }) => state === 'sending'));
    expect(new Set(arrived).size).toBe(1);
    isStuck = false;
    leader!.outbox.stop();
    for (const { outbox } of others) await until(outbox.pending, (pending) => pending.length === 5 && allSent(pending));
    expect(new Set(arrived)).toEqual(new Set(sent));
    // The one that was under way went out again under its own id, which the server takes for the same message.
    expect(arrived).toHaveLength(6);
  });
});

/** Web Locks of one origin: one holder at a time, in the order of asking. */
function sharedLocks(): unknown {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request: (name: string, { signal }: { signal?: AbortSignal }, work: () => Promise<unknown>) => {
      const turn = (tails.get(name) ?? Promise.resolve()).then(() => (signal?.aborted ? undefined : work()));
      tails.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}
