import { backOffMs, Patience } from '../back-off.js';
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

export interface OutboxOptions {
  readonly userId: string;
  readonly storage: ChatStorage;
  readonly session: Session;
  /** Hands one message to the server; answers its revision, rejects with what the server or the network says. */
  readonly send: (message: StoredSend) => Promise<number>;
  /** Whether what is known here of a conversation contains this revision. */
  readonly isKnown: (conversationId: string, revision: number) => boolean;
  readonly newId: () => string;
  readonly now: () => number;
}

/**
 * What has been written and is not a fact yet. A message appears here at once, outlives reloads and lost connections,
 * leaves once, after those written before it in its conversation, whatever the number of tabs, and goes when it comes
 * back through the inbox. Only the tab that holds the lock sends; the others show the same.
 */
export class Outbox {
  readonly #observable = new ObservableValue<readonly PendingSend[]>([]);
  readonly #channel: BroadcastChannel | null;
  readonly #patience = new Patience();
  readonly #busy = new Set<string>();
  /**
   * Let go of lately: confirmed by the inbox, which can be faster than the answer and than the tab that sends, or discarded.
   * What the storage still says of them is old.
   */
  readonly #goneIds = new Set<string>();
  /** Not on the storage yet. */
  readonly #unstored = new Set<string>();
  /** Not to be had on the storage at all: no other tab can send them. */
  readonly #homeless = new Set<string>();
  #isLeader = false;
  readonly #options: OutboxOptions;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#channel = openChannel(`wireside:outbox:${options.userId}`);
    if (this.#channel) this.#channel.onmessage = () => void this.#reload();
  }

  /** All messages that are not facts yet, oldest first. */
  get pending(): Watchable<readonly PendingSend[]> {
    return this.#observable;
  }

  /** Reads what waits, and begins to send when it is this tab's turn. */
  async start(): Promise<void> {
    await this.#reload();
    const { storage, userId } = this.#options;
    const lead = (): void => {
      this.#isLeader = true;
      void this.#reload();
    };
    // What is in memory alone no other tab can send.
    if (storage.isDurable) takeTurn(`wireside:outbox:${userId}`, lead, this.#patience.signal);
    else lead();
  }

  /** Takes a message. It is shown at once; resolves with its id when it is on the device's storage. */
  async add(draft: Draft): Promise<string> {
    const message: PendingSend = {
      clientMessageId: this.#options.newId(),
      conversationId: draft.conversationId,
      text: draft.text ?? null,
      attachmentIds: draft.attachmentIds ?? [],
      replyToId: draft.replyToId ?? null,
      mentions: draft.mentions ?? [],
      createdAt: Math.max(this.#options.now(), (this.#observable.current.at(-1)?.createdAt ?? 0) + 1),
      state: 'waiting',
      revision: null,
      fault: null,
    };
    this.#unstored.add(message.clientMessageId);
    this.#observable.set([...this.#observable.current, message]);
    await this.#keep(message);
    this.#pump();
    return message.clientMessageId;
  }

  /** Sends a refused message again, under the same id. */
  async retry(clientMessageId: string): Promise<void> {
    await this.#change(clientMessageId, { state: 'waiting', fault: null });
    this.#pump();
  }

  /** Drops a message that is not under way. */
  async discard(clientMessageId: string): Promise<void> {
    this.#goneIds.add(clientMessageId);
    await this.#drop(clientMessageId);
  }

  /** The message has come back through the inbox: it is a fact. */
  confirmed(clientMessageId: string): void {
    this.#goneIds.add(clientMessageId);
    for (const oldest of this.#goneIds) {
      if (this.#goneIds.size <= REMEMBERED) break;
      this.#goneIds.delete(oldest);
    }
    if (this.#find(clientMessageId)) void this.#drop(clientMessageId);
  }

  /** Lets go of what is a fact by now without an event to say so: it was read together with everything else. */
  settle(): void {
    for (const { clientMessageId, conversationId, state, revision } of this.#observable.current)
      if (state === 'sent' && revision !== null && this.#options.isKnown(conversationId, revision))
        this.confirmed(clientMessageId);
  }

  /** Tries now what waits for a better moment. */
  retryNow(): void {
    this.#patience.hurry();
  }

  stop(): void {
    this.#patience.stop();
    this.#channel?.close();
  }

  /** Begins with the first waiting message of each conversation that has none under way. */
  #pump(): void {
    if (this.#patience.isOver) return;
    for (const message of this.#observable.current) {
      if (message.state !== 'waiting' || this.#busy.has(message.conversationId)) continue;
      if (!this.#isLeader && !this.#homeless.has(message.clientMessageId)) continue;
      this.#busy.add(message.conversationId);
      void this.#deliver(message).finally(() => {
        this.#busy.delete(message.conversationId);
        this.#pump();
      });
    }
  }

  async #deliver({ clientMessageId }: PendingSend): Promise<void> {
    for (let attempt = 0; !this.#patience.isOver; attempt += 1) {
      const message = this.#find(clientMessageId);
      if (!message) return;
      await until(this.#options.session.state, (state) => this.#mayGo(state) || this.#patience.isOver);
      if (this.#patience.isOver) return;
      this.#show(clientMessageId, { state: 'sending' });
      try {
        const revision = await this.#options.send({ ...message, state: 'waiting' });
        // Nothing to note when the event was faster than the answer.
        if (this.#goneIds.has(clientMessageId)) return;
        await this.#change(clientMessageId, { state: 'sent', revision });
        return this.settle();
      } catch (error) {
        const fault = faultOf(error);
        if (fault && !isPassing(error)) {
          await this.#change(clientMessageId, { state: 'failed', fault: { code: fault.code, message: fault.message } });
          return;
        }
        this.#show(clientMessageId, { state: 'waiting' });
        await this.#patience.wait(retryAfterMs(error) ?? backOffMs(attempt));
      }
    }
  }

  /** Another user may have signed in meanwhile. */
  #mayGo(state: SessionState): boolean {
    return state.status === 'signed-in' && state.userId === this.#options.userId;
  }

  #find(clientMessageId: string): PendingSend | undefined {
    return this.#observable.current.find((message) => message.clientMessageId === clientMessageId);
  }

  #show(clientMessageId: string, change: Partial<PendingSend>): PendingSend | undefined {
    let changed: PendingSend | undefined;
    this.#observable.set(
      this.#observable.current.map((message) =>
        message.clientMessageId === clientMessageId ? (changed = { ...message, ...change }) : message,
      ),
    );
    return changed;
  }

  async #change(clientMessageId: string, change: Partial<PendingSend>): Promise<void> {
    const changed = this.#show(clientMessageId, change);
    if (changed) await this.#keep(changed);
  }

  async #drop(clientMessageId: string): Promise<void> {
    this.#unstored.delete(clientMessageId);
    this.#homeless.delete(clientMessageId);
    this.#observable.set(this.#observable.current.filter((message) => message.clientMessageId !== clientMessageId));
    await this.#options.storage.removeSend(clientMessageId).catch(() => undefined);
    this.#tell();
  }

  async #keep(message: PendingSend): Promise<void> {
    const state = message.state === 'sending' ? 'waiting' : message.state;
    try {
      await this.#options.storage.putSend({ ...message, state });
      this.#unstored.delete(message.clientMessageId);
      this.#homeless.delete(message.clientMessageId);
    } catch {
      // A full disk must not keep anybody from sending: it only costs the safety against a reload.
      this.#unstored.add(message.clientMessageId);
      this.#homeless.add(message.clientMessageId);
    }
    this.#tell();
  }

  /** Another tab may show the same, or have to send it. */
  #tell(): void {
    if (!this.#patience.isOver) this.#channel?.postMessage(null);
  }

  async #reload(): Promise<void> {
    // Where the storage can't be read, what is shown stays, and leaves from here.
    const stored = await this.#options.storage.sends().catch(() => null);
    if (!stored) return this.#pump();
    const present = new Map(this.#observable.current.map((message) => [message.clientMessageId, message]));
    const merged = stored
      .filter(({ clientMessageId }) => !this.#goneIds.has(clientMessageId))
      .map((message): PendingSend => {
        const known = present.get(message.clientMessageId);
        return known?.state === 'sending' && message.state === 'waiting' ? known : message;
      });
    const ids = new Set(merged.map(({ clientMessageId }) => clientMessageId));
    for (const message of this.#observable.current)
      if (this.#unstored.has(message.clientMessageId) && !ids.has(message.clientMessageId)) merged.push(message);
    merged.sort((one, other) => one.createdAt - other.createdAt);
    if (!isSame(merged, this.#observable.current)) this.#observable.set(merged);
    this.settle();
    this.#pump();
  }
}

const isSame = (one: readonly PendingSend[], other: readonly PendingSend[]): boolean =>
  one.length === other.length &&
  one.every((message, index) => {
    const twin = other[index];
    return twin?.clientMessageId === message.clientMessageId && twin.state === message.state;
  });
