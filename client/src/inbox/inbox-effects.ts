import type { ApolloClient } from '@apollo/client';
import { print } from 'graphql';
import { Subject } from 'rxjs';
import { ExtendSessionDocument, MeDocument } from '../generated/documents.js';
import { Latest } from '../latest.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Reader } from '../reading/reader.js';
import type { Session } from '../session/session.js';
import type { Socket } from '../socket/socket.js';
import type { ChatState } from '../state/chat-state.js';
import type { Saver } from '../storage/saver.js';
import type { InboxEvent, NewMessage } from './apply-event.js';
import type { InboxHooks } from './inbox.js';
import { follow } from './follow.js';

const EXTENSION_TIMEOUT_MS = 20_000;

export interface InboxEffectsParts {
  readonly state: ChatState;
  readonly reader: Reader;
  readonly outbox: Outbox;
  readonly saver: Saver;
  readonly session: Session;
  readonly socket: Socket;
  readonly apollo: ApolloClient;
}

/** What of the viewer's own has changed. */
export type OwnChange = 'contacts' | 'profile';

/** Does what applying events leaves to be done, and tells those who want to know. */
export class InboxEffects implements InboxHooks {
  readonly messages = new Subject<NewMessage>();
  readonly ownChanges = new Subject<OwnChange>();
  readonly memberChanges = new Subject<string>();
  /** Own messages that a batch has brought back; let go of once the batch is shown, so that they are never missing. */
  readonly #broughtBack: string[] = [];
  /** Whether the list has been read on the way of this very socket. */
  #isFresh = false;
  /** What events have left to be read: asked for until it is here, however often that fails. */
  readonly #reads = new Latest<() => Promise<void>>(0, (_, read) => read());
  readonly #parts: InboxEffectsParts;

  constructor(parts: InboxEffectsParts) {
    this.#parts = parts;
  }

  async ready(): Promise<void> {
    const { state, reader } = this.#parts;
    this.#isFresh = false;
    // What was missed builds on what is here; without a position everything is read.
    if (state.cursor !== null) return;
    await reader.readConversations();
    this.#isFresh = true;
  }

  startAgain(): void {
    const { state } = this.#parts;
    state.cursor = null;
    for (const conversation of state.all()) state.reset(conversation, 0);
    state.publish();
  }

  applied(events: readonly InboxEvent[]): void {
    const { saver, outbox } = this.#parts;
    saver.later();
    for (const clientMessageId of this.#broughtBack.splice(0)) outbox.confirmed(clientMessageId);
    outbox.settle();
    if (!events.some(({ __typename }) => __typename === 'InboxCaughtUp')) return;
    void this.#caughtUp().catch(() => undefined);
  }

  readConversation(id: string): void {
    this.#reads.set(id, () => this.#parts.reader.readConversation(id));
  }

  readHistory(id: string): void {
    this.#reads.set(`history ${id}`, async () => {
      const conversation = this.#parts.state.get(id);
      if (conversation) await this.#parts.reader.readNewest(conversation);
    });
  }

  changed(what: OwnChange): void {
    if (what === 'profile')
      void this.#parts.apollo.query({ query: MeDocument, fetchPolicy: 'network-only' }).catch(() => undefined);
    this.ownChanges.next(what);
  }

  members(conversationId: string): void {
    this.memberChanges.next(conversationId);
  }

  confirmed(clientMessageId: string): void {
    this.#broughtBack.push(clientMessageId);
  }

  received(message: NewMessage): void {
    this.messages.next(message);
  }

  /** Renews the session and hands the new token to the live socket, whose streams go on untouched. */
  sessionExpiring(): void {
    const { session, socket } = this.#parts;
    const renew = async (): Promise<void> => {
      const old = await session.accessToken();
      const accessToken = old === null ? null : await session.renew(old);
      if (accessToken === null) return;
      const payload = { query: print(ExtendSessionDocument), variables: { input: { accessToken } } };
      await follow(socket.client, payload, () => undefined, AbortSignal.timeout(EXTENSION_TIMEOUT_MS));
    };
    // When it can't be had now, the socket ends, and coming back asks again.
    renew().catch(() => undefined);
  }

  stop(): void {
    this.#reads.patience.stop();
  }

  async #caughtUp(): Promise<void> {
    const { state, reader } = this.#parts;
    const isFresh = this.#isFresh;
    this.#isFresh = false;
    // What failed while the network was away waits no longer.
    this.#reads.patience.hurry();
    // Counts and settings are states, not events: after a break they are asked for once.
    if (!isFresh) await reader.readConversations();
    for (const { id, watchers, lacksNewest } of state.all()) if (watchers > 0 && lacksNewest) this.readHistory(id);
  }
}
