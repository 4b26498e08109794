import { onLeave, takeTurn } from '../platform.js';
import type { ChatState } from '../state/chat-state.js';
import type { ConversationState } from '../state/conversation-state.js';
import type { ChatStorage, StoredConversation } from './chat-storage.js';

/** Newest messages of each conversation that are kept on the device. */
const KEPT = 50;
const PAUSE_MS = 400;

/**
 * Writes what is known to the device's storage, position and data of the same moment in one transaction. One tab does so
 * for all; when it goes, another one takes over with everything that it knows.
 */
export class Saver {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();
  #isLeader = false;
  readonly #stopped = new AbortController();
  readonly #stopWatching = onLeave(() => void this.saveNow());
  readonly #state: ChatState;
  readonly #storage: ChatStorage;

  constructor(state: ChatState, storage: ChatStorage, lockName: string) {
    this.#state = state;
    this.#storage = storage;
    state.onUnsaved = () => this.later();
    const lead = (): void => {
      this.#isLeader = true;
      for (const { id } of state.all()) state.unsaved.add(id);
      this.later();
    };
    takeTurn(lockName, lead, this.#stopped.signal);
  }

  /** Brings back what was saved; the screen has something to show before the server has been asked. */
  async restore(): Promise<void> {
    const { cursor, conversations } = await this.#storage.load();
    this.#state.cache.batch({
      update: () => {
        for (const stored of conversations) this.#state.restore(stored);
      },
    });
    if (conversations.length > 0) this.#state.cursor = cursor;
    this.#state.unsaved.clear();
    this.#state.publish();
  }

  /** Saves soon. */
  later(): void {
    this.#timer ??= setTimeout(() => void this.saveNow(), PAUSE_MS);
  }

  /** Saves what has changed. Resolves when it is on the storage, or could not be put there. */
  saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isLeader || this.#stopped.signal.aborted) return this.#saving;
    const ids = [...this.#state.unsaved];
    this.#state.unsaved.clear();
    // What has to be read again would be less than its revision says.
    const removed = ids.filter((id) => this.#state.get(id)?.isStale !== false);
    const changed = ids.flatMap((id) => (removed.includes(id) ? [] : this.#snapshotOf(this.#state.get(id))));
    const save = { cursor: this.#state.cursor, changed, removed };
    this.#saving = this.#saving
      .then(() => this.#storage.save(save))
      .catch(() => {
        for (const id of ids) this.#state.unsaved.add(id);
      });
    return this.#saving;
  }

  async stop(): Promise<void> {
    await this.saveNow();
    this.#stopped.abort();
    this.#stopWatching();
  }

  #snapshotOf(conversation: ConversationState | undefined): StoredConversation[] {
    const summary = conversation && this.#state.summaryOf(conversation.id);
    if (!conversation || !summary) return [];
    const { from, to, messages } = conversation.index.tail(KEPT);
    const read = messages.flatMap(({ id }) => this.#state.messages.read(id) ?? []);
    const isWhole = read.length === messages.length;
    return [
      {
        id: conversation.id,
        revision: conversation.revision,
        summary: { ...summary, revision: conversation.revision },
        messages: isWhole ? read : [],
        from: isWhole ? from : 0,
        to: isWhole ? to : -1,
      },
    ];
  }
}
