import type { ApolloClient } from '@apollo/client';
import { print } from 'graphql';
import { Subject } from 'rxjs';
import { ExtendSessionDocument, MeDocument } from '../generated/documents.js';
import { makeLatest } from '../latest.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Reader } from '../reading/reader.js';
import type { Session } from '../session/session.js';
import type { Socket } from '../socket/socket.js';
import type { ChatState } from '../state/chat-state.js';
import type { Saver } from '../storage/saver.js';
import { hasCaughtUp, type NewMessage } from './apply-event.js';
import type { InboxHooks } from './inbox.js';
import { follow } from './follow.js';

const EXTENSION_TIMEOUT_MS = 20_000;

/** @internal */
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

/**
 * Does what applying events leaves to be done, and tells those who want to know.
 * @internal
 */
export interface InboxEffects extends InboxHooks {
  readonly newMessages: Subject<NewMessage>;
  readonly ownChanges: Subject<OwnChange>;
  readonly memberChanges: Subject<string>;
  stop(): void;
}

/** @internal */
export function makeInboxEffects(parts: InboxEffectsParts): InboxEffects {
  const { state, reader, outbox, saver, session, socket, apollo } = parts;
  const newMessages = new Subject<NewMessage>();
  const ownChanges = new Subject<OwnChange>();
  const memberChanges = new Subject<string>();
  /** Own messages that a batch has brought back; let go of once the batch is shown, so that they are never missing. */
  const broughtBack: string[] = [];
  /** Whether the list has been read on the way of this very socket. */
  let isFresh = false;
  /** What events have left to be read: asked for until it is here, however often that fails. */
  const reads = makeLatest<() => Promise<void>>(0, (_, read) => read());

  function readHistory(id: string): void {
    reads.set(`history ${id}`, async () => {
      const conversation = state.get(id);
      if (conversation) await reader.readNewest(conversation);
    });
  }

  async function caughtUp(): Promise<void> {
    const wasFresh = isFresh;
    isFresh = false;
    // What failed while the network was away waits no longer.
    reads.patience.hurry();
    // Counts and settings are states, not events: after a break they are asked for once.
    if (!wasFresh) await reader.readConversations();
    for (const { id, watchers, lacksNewest } of state.all()) if (watchers > 0 && lacksNewest) readHistory(id);
  }

  /** Renews the session and hands the new token to the live socket, whose streams go on untouched. */
  async function renew(): Promise<void> {
    const old = await session.accessToken();
    const accessToken = old === null ? null : await session.renew(old);
    if (accessToken === null) return;
    const payload = { query: print(ExtendSessionDocument), variables: { input: { accessToken } } };
    await follow(socket.client, payload, () => undefined, AbortSignal.timeout(EXTENSION_TIMEOUT_MS));
  }

  return {
    newMessages,
    ownChanges,
    memberChanges,
    async ready() {
      isFresh = false;
      // What was missed builds on what is here; without a position everything is read.
      if (state.cursor !== null) return;
      await reader.readConversations();
      isFresh = true;
    },
    startAgain() {
      state.cursor = null;
      for (const conversation of state.all()) state.reset(conversation, 0);
      state.publish();
    },
    applied(events) {
      saver.later();
      for (const clientMessageId of broughtBack.splice(0)) outbox.confirmed(clientMessageId);
      outbox.settle();
      if (events.some(hasCaughtUp)) void caughtUp().catch(() => undefined);
    },
    readConversation: (id) => reads.set(id, () => reader.readConversation(id)),
    readHistory,
    changed(what) {
      if (what === 'profile')
        void apollo.query({ query: MeDocument, fetchPolicy: 'network-only' }).catch(() => undefined);
      ownChanges.next(what);
    },
    members: (conversationId) => memberChanges.next(conversationId),
    confirmed: (clientMessageId) => void broughtBack.push(clientMessageId),
    received: (message) => newMessages.next(message),
    // When it can't be had now, the socket ends, and coming back asks again.
    sessionExpiring: () => void renew().catch(() => undefined),
    stop: reads.patience.stop,
  };
}
