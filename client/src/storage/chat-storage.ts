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

/** Where a user's data is kept on the device. */
export interface ChatStorage {
  /** False when nothing outlives the page, as in private windows: worth telling the user. */
  readonly isDurable: boolean;
  load(): Promise<StoredState>;
  /** Writes atomically. What is older than what is stored (another tab was ahead) is left out, and the cursor with it. */
  save(save: Save): Promise<void>;
  sends(): Promise<readonly StoredSend[]>;
  putSend(send: StoredSend): Promise<void>;
  removeSend(clientMessageId: string): Promise<void>;
  drafts(): Promise<readonly StoredDraft[]>;
  putDraft(draft: StoredDraft): Promise<void>;
  removeDraft(conversationId: string): Promise<void>;
  /** Forgets everything of this user. */
  wipe(): Promise<void>;
  close(): void;
}

/** The tables that are written row by row. */
export type WrittenTable = 'sends' | 'drafts';

/** Messages and drafts alike are written row by row. */
export abstract class WrittenStorage {
  sends(): Promise<readonly StoredSend[]> {
    return this.readAll('sends');
  }

  putSend(send: StoredSend): Promise<void> {
    return this.putRow('sends', send.clientMessageId, send);
  }

  removeSend(clientMessageId: string): Promise<void> {
    return this.removeRow('sends', clientMessageId);
  }

  drafts(): Promise<readonly StoredDraft[]> {
    return this.readAll('drafts');
  }

  putDraft(draft: StoredDraft): Promise<void> {
    return this.putRow('drafts', draft.conversationId, draft);
  }

  removeDraft(conversationId: string): Promise<void> {
    return this.removeRow('drafts', conversationId);
  }

  /** @internal */
  protected abstract readAll<T>(table: WrittenTable): Promise<T[]>;
  /** @internal */
  protected abstract putRow(table: WrittenTable, key: string, row: unknown): Promise<void>;
  /** @internal */
  protected abstract removeRow(table: WrittenTable, key: string): Promise<void>;
}

export class MemoryChatStorage extends WrittenStorage implements ChatStorage {
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

  async wipe(): Promise<void> {
    this.#cursor = null;
    for (const rows of [this.#conversations, this.#written.sends, this.#written.drafts]) rows.clear();
  }

  close(): void {
    // Nothing is open.
  }

  /** @internal */
  protected override async readAll<T>(table: WrittenTable): Promise<T[]> {
    return [...this.#written[table].values()] as T[];
  }

  /** @internal */
  protected override async putRow(table: WrittenTable, key: string, row: unknown): Promise<void> {
    this.#written[table].set(key, row);
  }

  /** @internal */
  protected override async removeRow(table: WrittenTable, key: string): Promise<void> {
    this.#written[table].delete(key);
  }
}
