import type { ConversationFieldsFragment, MessageFieldsFragment } from '../generated/documents.js';

/** A conversation as it is kept on the device: with its newest messages, at the revision that both stand for. */
export interface StoredConversation {
  readonly id: string;
  readonly revision: number;
  readonly summary: ConversationFieldsFragment;
  /** The newest messages, in order, which belong together without a gap. */
  readonly messages: readonly MessageFieldsFragment[];
  /** The numbers that the messages stand for, both included; some may be of messages that the viewer does not see. */
  readonly from: number;
  readonly to: number;
}

/** A message that has not been confirmed. */
export interface StoredSend {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly text: string | null;
  readonly attachmentIds: readonly string[];
  readonly replyToId: string | null;
  readonly mentions: readonly string[];
  /** Milliseconds since 1970, by this device's clock; sends of a conversation leave in this order. */
  readonly createdAt: number;
  /** `sent`: the server has acknowledged it, and it has yet to come back through the inbox. */
  readonly state: 'waiting' | 'sent' | 'failed';
  /** The revision at which the conversation holds it; null until the server has said so. */
  readonly revision: number | null;
  /** Why it failed: a code of the server, and its own words. */
  readonly fault: { readonly code: string; readonly message: string } | null;
}

/** What was written in a composer and is not on the server yet. */
export interface StoredDraft {
  readonly conversationId: string;
  readonly text: string;
  readonly replyToId: string | null;
}

export interface StoredState {
  readonly cursor: string | null;
  readonly conversations: readonly StoredConversation[];
}

/** What is written together, in one transaction: the position never stands for data that is not there. */
export interface Save {
  readonly cursor: string | null;
  readonly changed: readonly StoredConversation[];
  readonly removed: readonly string[];
}

/** The tables that are written row by row, and the field that each row is known by. */
export const ROW_KEYS = { sends: 'clientMessageId', drafts: 'conversationId' } as const;

/** What is written row by row. */
export interface StoredRows {
  readonly sends: StoredSend;
  readonly drafts: StoredDraft;
}

/** Where a user's data is kept on the device. */
export interface ChatStorage {
  /** False when nothing outlives the page, as in private windows: worth telling the user. */
  readonly isDurable: boolean;
  load(): Promise<StoredState>;
  /** Writes atomically. What is older than what is stored (another tab was ahead) is left out, and the cursor with it. */
  save(save: Save): Promise<void>;
  readRows<Table extends keyof StoredRows>(table: Table): Promise<readonly StoredRows[Table][]>;
  putRow<Table extends keyof StoredRows>(table: Table, row: StoredRows[Table]): Promise<void>;
  removeRow(table: keyof StoredRows, key: string): Promise<void>;
  /** Forgets everything of this user. */
  wipe(): Promise<void>;
  close(): void;
}

const refuse = (): Promise<never> => Promise.reject(new Error('nothing is kept here'));

/** Keeps nothing: whoever uses it goes on with what they have in memory. */
export const noStorage: ChatStorage = {
  isDurable: false,
  load: async () => ({ cursor: null, conversations: [] }),
  save: refuse,
  readRows: async () => [],
  putRow: refuse,
  removeRow: refuse,
  wipe: refuse,
  close: () => undefined,
};

/** Keeps everything as long as the page lives: for tests, and for programs that close a client and open it again. */
export class MemoryChatStorage implements ChatStorage {
  readonly isDurable: boolean = false;
  #cursor: string | null = null;
  readonly #conversations = new Map<string, StoredConversation>();
  readonly #written = { sends: new Map<string, unknown>(), drafts: new Map<string, unknown>() };

  async load(): Promise<StoredState> {
    return { cursor: this.#cursor, conversations: [...this.#conversations.values()] };
  }

  async save({ cursor, changed, removed }: Save): Promise<void> {
    this.#cursor = cursor;
    for (const conversation of changed) this.#conversations.set(conversation.id, conversation);
    for (const id of removed) this.#conversations.delete(id);
  }

  async readRows<Table extends keyof StoredRows>(table: Table): Promise<StoredRows[Table][]> {
    return [...this.#written[table].values()] as StoredRows[Table][];
  }

  async putRow<Table extends keyof StoredRows>(table: Table, row: StoredRows[Table]): Promise<void> {
    this.#written[table].set((row as unknown as Record<string, string>)[ROW_KEYS[table]] ?? '', row);
  }

  async removeRow(table: keyof StoredRows, key: string): Promise<void> {
    this.#written[table].delete(key);
  }

  async wipe(): Promise<void> {
    this.#cursor = null;
    for (const rows of [this.#conversations, this.#written.sends, this.#written.drafts]) rows.clear();
  }

  close(): void {
    // Nothing is open.
  }
}
