import { print } from 'graphql';
import { makePatience } from '../back-off.js';
import { faultOf } from '../errors.js';
import { InboxDocument, type InboxSubscription } from '../generated/documents.js';
import { ObservableValue, until, type Watchable } from '../observable-value.js';
import type { Session } from '../session/session.js';
import type { Socket } from '../socket/socket.js';
import type { ChatState } from '../state/chat-state.js';
import { hasCaughtUp, makeEventApplier, type FollowUp, type InboxEvent } from './apply-event.js';
import { followAgain } from './follow.js';
import { makeFrameBuffer } from './frame-buffer.js';

/** `catching-up` until everything that was missed has been applied. */
export type InboxStatus = 'stopped' | 'connecting' | 'catching-up' | 'live';

/** @internal */
export interface InboxHooks extends FollowUp {
  /** The stream is set up, and what is known here may be old. Events wait until this is done. */
  ready(): Promise<void>;
  /** The server does not know the position: everything is read again. */
  startAgain(): void;
  /** A batch has been applied. */
  applied(events: readonly InboxEvent[]): void;
}

/**
 * Follows the inbox for as long as somebody is signed in. Whenever the socket is lost it asks for what came after the last
 * event that was *applied*; what arrives is applied once, in order, in one batch a frame.
 *
 * It drives graphql-ws itself: Apollo's own link would resume with the variables of the first subscription.
 * @internal
 */
export interface Inbox {
  readonly status: Watchable<InboxStatus>;
  start(): Promise<void>;
  stop(): void;
  /** A conversation that events were waiting for is here, or will never be. */
  conversationRead(id: string): void;
}

/** @internal */
export function makeInbox(socket: Socket, session: Session, state: ChatState, hooks: InboxHooks): Inbox {
  const status = new ObservableValue<InboxStatus>('stopped');
  const patience = makePatience();
  const applier = makeEventApplier(state, () => session.userId, hooks);
  const buffer = makeFrameBuffer(applyAll);
  let snapshotUnderWay: symbol | null = null;

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

  function arrived({ inbox }: InboxSubscription): void {
    if (inbox.__typename === 'InboxReady') {
      status.set('catching-up');
      void takeSnapshot();
    }
    buffer.push(inbox);
  }

  /** Reads what is to be shown while events wait: none of them is lost, and none is applied to less than it builds on. */
  async function takeSnapshot(): Promise<void> {
    buffer.hold();
    const own = Symbol();
    snapshotUnderWay = own;
    // Another socket has taken over meanwhile: its own snapshot is the one that counts.
    const isOld = (): boolean => snapshotUnderWay !== own;
    try {
      await hooks.ready();
      if (!isOld()) buffer.release();
    } catch {
      if (isOld()) return;
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
    hooks.applied(events);
    if (events.some(hasCaughtUp)) status.set('live');
  }

  return {
    status,
    start: () =>
      followAgain(
        socket.client,
        () => {
          status.set('connecting');
          return payload;
        },
        arrived,
        patience,
        () => until(session.state, (current) => current.status === 'signed-in' || patience.isOver()),
        (refusal) => {
          buffer.clear();
          if (faultOf(refusal)?.code === 'INVALID_CURSOR') hooks.startAgain();
        },
      ),
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
