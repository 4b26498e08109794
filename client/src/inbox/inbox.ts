import { print } from 'graphql';
import { Subject } from 'rxjs';
import { faultOf } from '../errors.js';
import {
  ExtendSessionDocument,
  InboxDocument,
  UnreadCountsDocument,
  type InboxSubscription,
  type UnreadCountsSubscription,
} from '../generated/documents.js';
import { makeLatest } from '../latest.js';
import { ObservableValue, until, type Watchable } from '../observable-value.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Reader } from '../reading/reader.js';
import type { Session } from '../session/session.js';
import type { Socket } from '../socket/socket.js';
import type { ChatState } from '../state/chat-state.js';
import { makeEventApplier, type InboxEvent, type NewMessage, type OwnChange } from './apply-event.js';
import { follow } from './follow.js';
import { makeFrameBuffer } from './frame-buffer.js';

/** `catching-up` until everything that was missed has been applied. */
export type InboxStatus = 'stopped' | 'connecting' | 'catching-up' | 'live';

/** @internal */
export interface InboxParts {
  readonly state: ChatState;
  readonly reader: Reader;
  readonly outbox: Outbox;
  readonly session: Session;
  readonly socket: Socket;
  /** What is here has to be saved. */
  readonly save: () => void;
}

/**
 * Follows the inbox for as long as somebody is signed in. Whenever the socket is lost it asks for what came after the last
 * event that was *applied*; what arrives is applied once, in order, in one batch a frame. Does what that leaves to be done,
 * and tells those who want to know.
 *
 * It drives graphql-ws itself: Apollo's own link would resume with the variables of the first subscription.
 * @internal
 */
export interface Inbox {
  readonly status: Watchable<InboxStatus>;
  readonly newMessages: Subject<NewMessage>;
  readonly ownChanges: Subject<OwnChange>;
  readonly memberChanges: Subject<string>;
  start(): void;
  stop(): void;
  /** A conversation that events were waiting for is here, or will never be. */
  conversationRead(id: string): void;
}

/** @internal */
export function makeInbox({ state, reader, outbox, session, socket, save }: InboxParts): Inbox {
  const status = new ObservableValue<InboxStatus>('stopped');
  const buffer = makeFrameBuffer(applyAll);
  /** What events have left to be read: asked for until it is here, however often that fails. */
  const reads = makeLatest<() => Promise<void>>(0, (_, read) => read());
  const { patience } = reads;
  /** Own messages that a batch has brought back; let go of once the batch is shown, so that they are never missing. */
  const broughtBack: string[] = [];
  /** The reading of what is to be shown that counts: another socket may have taken over meanwhile. */
  let snapshot: object;
  /** Whether the list has been read on the way of this very socket. */
  let isFresh = false;
  const told = {
    newMessages: new Subject<NewMessage>(),
    ownChanges: new Subject<OwnChange>(),
    memberChanges: new Subject<string>(),
  };
  const applier = makeEventApplier(state, () => session.userId, {
    ...told,
    readConversation: (id) => reads.set(id, () => reader.readConversation(id)),
    readHistory,
    confirmed: (clientMessageId) => void broughtBack.push(clientMessageId),
    // When it can't be had now, the socket ends, and coming back asks again.
    sessionExpiring: () => void renew().catch(() => undefined),
  });

  function readHistory(id: string): void {
    reads.set(`history ${id}`, async () => {
      const conversation = state.get(id);
      if (conversation) await reader.readNewest(conversation);
    });
  }

  /** Renews the session and hands the new token to the live socket, whose streams go on untouched. */
  async function renew(): Promise<void> {
    const old = await session.accessToken();
    const accessToken = old && (await session.renew(old));
    if (!accessToken) return;
    const nothing = (): void => undefined;
    const stop = socket.client.subscribe(
      { query: print(ExtendSessionDocument), variables: { input: { accessToken } } },
      { next: nothing, error: nothing, complete: nothing },
    );
    // It must not wait for a socket of whoever signs in next.
    patience.signal.addEventListener('abort', stop);
  }

  const payload = {
    // Written out when a socket asks for it: that takes longer than a start has.
    get query() {
      return print(state.cache.transformDocument(InboxDocument));
    },
    operationName: 'Inbox',
    // Read anew for each socket. What has arrived by then is applied first.
    get variables() {
      buffer.flush();
      return { after: state.cursor, seen: state.seen() };
    },
  };

  /** Reads what is to be shown while events wait: none of them is lost, and none is applied to less than it builds on. */
  async function takeSnapshot(): Promise<void> {
    buffer.hold();
    const own = (snapshot = {});
    isFresh = false;
    try {
      // What was missed builds on what is here; without a position everything is read.
      if (state.cursor === null) {
        await reader.readConversations();
        isFresh = true;
      }
      if (snapshot === own) buffer.release();
    } catch {
      if (snapshot !== own) return;
      // The same as if the stream had been lost before anything was known.
      buffer.clear();
      socket.restart();
    }
  }

  function applyAll(events: readonly InboxEvent[]): void {
    state.cache.batch({
      update: () => {
        for (const event of events) applier.apply(event);
        state.publish();
      },
    });
    save();
    for (const clientMessageId of broughtBack.splice(0)) outbox.confirmed(clientMessageId);
    outbox.settle();
    if (!events.some(({ __typename }) => __typename === 'InboxCaughtUp')) return;
    void caughtUp().catch(() => undefined);
    status.set('live');
  }

  async function caughtUp(): Promise<void> {
    const wasFresh = isFresh;
    isFresh = false;
    // What failed while the network was away waits no longer.
    patience.hurry();
    // Counts and settings are states, not events: after a break they are asked for once.
    if (!wasFresh) await reader.readConversations();
    for (const { id, watchers, lacksNewest } of state.all()) if (watchers > 0 && lacksNewest) readHistory(id);
  }

  return {
    ...told,
    status,
    start() {
      void follow<InboxSubscription>(
        socket.client,
        () => {
          status.set('connecting');
          return payload;
        },
        ({ inbox }) => {
          if (inbox.__typename === 'InboxReady') {
            status.set('catching-up');
            void takeSnapshot();
          }
          buffer.push(inbox);
        },
        patience,
        () => until(session.state, (current) => current.status === 'signed-in' || patience.isOver()),
        (refusal) => {
          buffer.clear();
          if (faultOf(refusal)?.code !== 'INVALID_CURSOR') return;
          // The server does not know the position: everything is read again.
          state.cursor = null;
          for (const conversation of state.all()) state.reset(conversation, 0);
          state.publish();
        },
      );
      // As the server derives them: never counted here, so that all devices agree.
      void follow<UnreadCountsSubscription>(
        socket.client,
        () => ({ query: print(UnreadCountsDocument) }),
        ({ unreadCountChanged }) => {
          const { conversationId, unreadCount, unreadMentionCount, totalUnreadCount } = unreadCountChanged;
          state.takeCounts(conversationId, unreadCount, unreadMentionCount);
          state.totalUnread.set(totalUnreadCount);
        },
        patience,
      );
    },
    stop() {
      patience.stop();
      buffer.clear();
      status.set('stopped');
    },
    conversationRead(id) {
      applier.conversationRead(id);
      state.publish();
    },
  };
}
