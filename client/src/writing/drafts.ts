import type { ApolloClient } from '@apollo/client';
import { backOffMs, Patience } from '../back-off.js';
import { isPassing } from '../errors.js';
import { SaveDraftDocument } from '../generated/documents.js';
import { onLeave } from '../platform.js';
import type { ChatState } from '../state/chat-state.js';
import type { ChatStorage, StoredDraft } from '../storage/chat-storage.js';

/** Writing is saved once it pauses, not for each key. */
const PAUSE_MS = 600;

/**
 * What the viewer is writing, kept on the server for their other devices: the newest text alone, and on this device until
 * it is there.
 */
export class Drafts {
  private readonly unsaved = new Map<string, StoredDraft>();
  private readonly keeping = new Set<string>();
  private readonly busy = new Set<string>();
  private readonly patience = new Patience();
  private readonly stopped = new AbortController();
  private readonly stopWatching = onLeave(() => this.patience.hurry());

  constructor(
    private readonly apollo: ApolloClient,
    private readonly state: ChatState,
    private readonly storage: ChatStorage,
  ) {}

  /** Goes on with what was not saved when the page was last closed. */
  async start(): Promise<void> {
    for (const draft of await this.storage.drafts().catch(() => [])) this.take(draft);
  }

  /** What is not on the server yet; undefined when everything is. */
  unsavedOf(conversationId: string): StoredDraft | undefined {
    return this.unsaved.get(conversationId);
  }

  /** The text in the composer has changed; an empty one removes the draft. */
  write(conversationId: string, text: string, replyToId: string | null = null): void {
    this.take({ conversationId, text, replyToId });
    void this.keep(conversationId);
  }

  private take(draft: StoredDraft): void {
    const { conversationId } = draft;
    this.unsaved.set(conversationId, draft);
    if (this.busy.has(conversationId)) return;
    this.busy.add(conversationId);
    void this.save(conversationId).finally(() => this.busy.delete(conversationId));
  }

  /** Saves what waits now. */
  flush(): void {
    this.patience.hurry();
  }

  stop(): void {
    this.stopped.abort();
    this.stopWatching();
    this.patience.stop();
  }

  /** Keeps the newest text on this device; what is typed while it is being written is kept next. */
  private async keep(conversationId: string): Promise<void> {
    if (this.keeping.has(conversationId)) return;
    this.keeping.add(conversationId);
    let kept: StoredDraft | undefined;
    for (let draft = this.unsaved.get(conversationId); draft !== kept; draft = this.unsaved.get(conversationId)) {
      // On a device that keeps nothing it is on the server soon.
      await (draft ? this.storage.putDraft(draft) : this.storage.removeDraft(conversationId)).catch(() => undefined);
      kept = draft;
    }
    this.keeping.delete(conversationId);
  }

  /** It is on the server, or refused. */
  private forget(conversationId: string): void {
    this.unsaved.delete(conversationId);
    void this.storage.removeDraft(conversationId).catch(() => undefined);
  }

  private async save(conversationId: string): Promise<void> {
    const { signal } = this.stopped;
    await this.patience.wait(PAUSE_MS, signal);
    for (let attempt = 0; !signal.aborted;) {
      const draft = this.unsaved.get(conversationId);
      if (!draft) return;
      try {
        await this.saveOne(draft);
        if (this.unsaved.get(conversationId) === draft) this.forget(conversationId);
      } catch (error) {
        if (!isPassing(error)) return this.forget(conversationId);
        await this.patience.wait(backOffMs(attempt), signal);
        attempt += 1;
      }
    }
  }

  private async saveOne({ conversationId, text, replyToId }: StoredDraft): Promise<void> {
    const { data } = await this.apollo.mutate({
      mutation: SaveDraftDocument,
      variables: { input: { conversationId, text, replyToId } },
      fetchPolicy: 'no-cache',
    });
    if (!data) return;
    const { version, draft } = data.saveDraft;
    this.state.takeDraft(conversationId, draft, version);
    this.state.publish();
  }
}
