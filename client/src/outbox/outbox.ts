import { backOffMs, makePatience } from '../back-off.js';
import { faultOf, isPassing, retryAfterMs } from '../errors.js';
import { ObservableValue, until, type Watchable } from '../observable-value.js';
import { openChannel, takeTurn } from '../platform.js';
import type { Session, SessionState } from '../session/session.js';
import type { ChatStorage, StoredSend } from '../storage/chat-storage.js';

/** Most messages remembered that are not pending any more. */
const REMEMBERED = 1000;

/** A message as it is written. */
export interface Draft {
  readonly conversationId: string;
  readonly text?: string | null;
  readonly attachmentIds?: readonly string[];
  readonly replyToId?: string | null;
  readonly mentions?: readonly string[];
}

/** A message that waits, is under way, has arrived but not come back yet, or was refused. */
export interface PendingSend extends Omit<StoredSend, 'state'> {
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
}

/** @internal */
export interface OutboxOptions {
  readonly userId: string;
  readonly storage: ChatStorage;
  readonly session: Session;
  /** Hands one message to the server; answers its revision, rejects with what the server or the network says. */
  readonly send: (message: StoredSend) => Promise<number>;
  /** Whether what is known here of a conversation contains this revision. */
  readonly isKnown: (conversationId: string, revision: number) => boolean;
}

/**
 * What has been written and is not a fact yet. A message appears here at once, outlives reloads and lost connections,
 * leaves once, after those written before it in its conversation, whatever the number of tabs, and goes when it comes
 * back through the inbox. Only the tab that holds the lock sends; the others show the same.
 */
export interface Outbox {
  /** All messages that are not facts yet, oldest first. */
  readonly pending: Watchable<readonly PendingSend[]>;
  /** Takes a message. It is shown at once; resolves with its id when it is on the device's storage. */
  add(draft: Draft): Promise<string>;
  /** Sends a refused message again, under the same id. */
  retry(clientMessageId: string): Promise<void>;
  /** Drops a message that is not under way. */
  discard(clientMessageId: string): Promise<void>;
  /** @internal Reads what waits, and begins to send when it is this tab's turn. */
  start(): Promise<void>;
  /** @internal The message has come back through the inbox: it is a fact. */
  confirmed(clientMessageId: string): void;
  /** @internal Lets go of what is a fact by now without an event to say so: it was read together with everything else. */
  settle(): void;
  /** @internal Tries now what waits for a better moment. */
  retryNow(): void;
  /** @internal */
  stop(): void;
}

/** @internal */
export function makeOutbox({ userId, storage, session, send, isKnown }: OutboxOptions): Outbox {
  const pending = new ObservableValue<readonly PendingSend[]>([]);
  const channel = openChannel(`wireside:outbox:${userId}`);
  const patience = makePatience();
  const busy = new Set<string>();
  /**
   * Let go of lately: confirmed by the inbox, which can be faster than the answer and than the tab that sends, or discarded.
   * What the storage still says of them is old.
   */
  const goneIds = new Set<string>();
  /** Not on the storage yet. */
  const unstored = new Set<string>();
  /** Not to be had on the storage at all: no other tab can send them. */
  const homeless = new Set<string>();
  let isLeader = false;
  if (channel) channel.onmessage = () => void reload();

  const find = (id: string): PendingSend | undefined =>
    pending.current.find(({ clientMessageId }) => clientMessageId === id);

  function lead(): void {
    isLeader = true;
    void reload();
  }

  function confirmed(clientMessageId: string): void {
    goneIds.add(clientMessageId);
    for (const oldest of goneIds) {
      if (goneIds.size <= REMEMBERED) break;
      goneIds.delete(oldest);
    }
    if (find(clientMessageId)) void drop(clientMessageId);
  }

  function settle(): void {
    for (const { clientMessageId, conversationId, state, revision } of pending.current)
      if (state === 'sent' && revision !== null && isKnown(conversationId, revision)) confirmed(clientMessageId);
  }

  /** Begins with the first waiting message of each conversation that has none under way. */
  function pump(): void {
    if (patience.isOver()) return;
    for (const { clientMessageId, conversationId, state } of pending.current) {
      if (state !== 'waiting' || busy.has(conversationId)) continue;
      if (!isLeader && !homeless.has(clientMessageId)) continue;
      busy.add(conversationId);
      void deliver(clientMessageId).finally(() => {
        busy.delete(conversationId);
        pump();
      });
    }
  }

  async function deliver(clientMessageId: string): Promise<void> {
    for (let attempt = 0; !patience.isOver(); attempt += 1) {
      const message = find(clientMessageId);
      if (!message) return;
      // Another user may have signed in meanwhile.
      const mayGo = (state: SessionState): boolean => state.status === 'signed-in' && state.userId === userId;
      await until(session.state, (state) => mayGo(state) || patience.isOver());
      if (patience.isOver()) return;
      show(clientMessageId, { state: 'sending' });
      try {
        const revision = await send({ ...message, state: 'waiting' });
        // Nothing to note when the event was faster than the answer.
        if (goneIds.has(clientMessageId)) return;
        await change(clientMessageId, { state: 'sent', revision });
        return settle();
      } catch (error) {
        const fault = faultOf(error);
        if (fault && !isPassing(error))
          return change(clientMessageId, { state: 'failed', fault: { code: fault.code, message: fault.message } });
        show(clientMessageId, { state: 'waiting' });
        await patience.wait(retryAfterMs(error) ?? backOffMs(attempt));
      }
    }
  }

  function show(id: string, changes: Partial<PendingSend>): PendingSend | undefined {
    pending.set(
      pending.current.map((message) => (message.clientMessageId === id ? { ...message, ...changes } : message)),
    );
    return find(id);
  }

  async function change(clientMessageId: string, changes: Partial<PendingSend>): Promise<void> {
    const changed = show(clientMessageId, changes);
    if (changed) await keep(changed);
  }

  async function drop(id: string): Promise<void> {
    unstored.delete(id);
    homeless.delete(id);
    pending.set(pending.current.filter(({ clientMessageId }) => clientMessageId !== id));
    await storage.removeRow('sends', id).catch(() => undefined);
    tell();
  }

  async function keep(message: PendingSend): Promise<void> {
    const { clientMessageId, state } = message;
    try {
      await storage.putRow('sends', { ...message, state: state === 'sending' ? 'waiting' : state });
      unstored.delete(clientMessageId);
      homeless.delete(clientMessageId);
    } catch {
      // A full disk must not keep anybody from sending: it only costs the safety against a reload.
      unstored.add(clientMessageId);
      homeless.add(clientMessageId);
    }
    tell();
  }

  /** Another tab may show the same, or have to send it. */
  function tell(): void {
    if (!patience.isOver()) channel?.postMessage(null);
  }

  async function reload(): Promise<void> {
    // Where the storage can't be read, what is shown stays, and leaves from here.
    const stored = await storage.readRows('sends').catch(() => null);
    if (!stored) return pump();
    const merged = new Map<string, PendingSend>();
    for (const message of pending.current)
      if (unstored.has(message.clientMessageId)) merged.set(message.clientMessageId, message);
    for (const message of stored) {
      const { clientMessageId, state } = message;
      const known = find(clientMessageId);
      const isUnderWay = known?.state === 'sending' && state === 'waiting';
      if (!goneIds.has(clientMessageId)) merged.set(clientMessageId, isUnderWay ? known : message);
    }
    pending.set([...merged.values()].sort((one, other) => one.createdAt - other.createdAt));
    settle();
    pump();
  }

  return {
    pending,
    async add({ conversationId, text = null, attachmentIds = [], replyToId = null, mentions = [] }) {
      const clientMessageId = crypto.randomUUID();
      const message: PendingSend = {
        clientMessageId,
        conversationId,
        text,
        attachmentIds,
        replyToId,
        mentions,
        createdAt: Math.max(Date.now(), (pending.current.at(-1)?.createdAt ?? 0) + 1),
        state: 'waiting',
        revision: null,
        fault: null,
      };
      unstored.add(clientMessageId);
      pending.set([...pending.current, message]);
      await keep(message);
      pump();
      return clientMessageId;
    },
    async retry(clientMessageId) {
      await change(clientMessageId, { state: 'waiting', fault: null });
      pump();
    },
    async discard(clientMessageId) {
      goneIds.add(clientMessageId);
      await drop(clientMessageId);
    },
    async start() {
      await reload();
      // What is in memory alone no other tab can send.
      if (storage.isDurable) takeTurn(`wireside:outbox:${userId}`, lead, patience.signal);
      else lead();
    },
    confirmed,
    settle,
    retryNow: patience.hurry,
    stop() {
      patience.stop();
      channel?.close();
    },
  };
}
