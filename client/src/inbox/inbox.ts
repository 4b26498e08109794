import { print } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { backOffMs, Patience } from '../back-off.js';
import { faultOf } from '../errors.js';
import { InboxDocument, type InboxSubscription } from '../generated/documents.js';
import { ObservableValue, until, type Watchable } from '../observable-value.js';
import type { Session } from '../session/session.js';
import type { Socket } from '../socket/socket.js';
import type { ChatState } from '../state/chat-state.js';
import { EventApplier, type FollowUp, type InboxEvent } from './apply-event.js';
import { follow } from './follow.js';
import { FrameBuffer } from './frame-buffer.js';

/** `catching-up` until everything that was missed has been applied. */
export type InboxStatus = 'stopped' | 'connecting' | 'catching-up' | 'live';

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
 */
export class Inbox {
  readonly #observable = new ObservableValue<InboxStatus>('stopped');
  readonly #applier: EventApplier;
  readonly #buffer: FrameBuffer<InboxEvent>;
  readonly #patience = new Patience();
  readonly #query: string;
  #failures = 0;
  #snapshotUnderWay: symbol | null = null;
  readonly #socket: Socket;
  readonly #session: Session;
  readonly #state: ChatState;
  readonly #hooks: InboxHooks;

  constructor(socket: Socket, session: Session, state: ChatState, hooks: InboxHooks) {
    this.#socket = socket;
    this.#session = session;
    this.#state = state;
    this.#hooks = hooks;
    this.#applier = new EventApplier(state, () => session.userId, hooks);
    this.#buffer = new FrameBuffer((events) => this.#take(events));
    this.#query = print(state.cache.transformDocument(InboxDocument));
  }

  get status(): Watchable<InboxStatus> {
    return this.#observable;
  }

  async start(): Promise<void> {
    const patience = this.#patience;
    while (!patience.isOver) {
      await until(this.#session.state, ({ status }) => status === 'signed-in' || patience.isOver);
      if (patience.isOver) return;
      this.#observable.set('connecting');
      const next = ({ inbox }: InboxSubscription): void => this.#arrived(inbox);
      const refusal = await follow<InboxSubscription>(this.#socket.client, this.#payload(), next, patience.signal);
      if (patience.isOver) return;
      this.#buffer.clear();
      if (faultOf(refusal)?.code === 'INVALID_CURSOR') this.#hooks.startAgain();
      await patience.wait(backOffMs(this.#failures));
      this.#failures += 1;
    }
  }

  stop(): void {
    this.#patience.stop();
    this.#buffer.clear();
    this.#observable.set('stopped');
  }

  #payload(): SubscribePayload {
    const state = this.#state;
    const buffer = this.#buffer;
    return {
      query: this.#query,
      operationName: 'Inbox',
      // Read anew for each socket. What has arrived by then is applied first.
      get variables() {
        buffer.flush();
        return { after: state.cursor, seen: state.seen() };
      },
    };
  }

  /** A conversation that events were waiting for is here, or will never be. */
  conversationRead(id: string): void {
    this.#applier.conversationRead(id);
    this.#state.publish();
  }

  #arrived(event: InboxEvent): void {
    this.#failures = 0;
    if (event.__typename === 'InboxReady') {
      this.#observable.set('catching-up');
      void this.#snapshot();
    }
    this.#buffer.push(event);
  }

  /** Reads what is to be shown while events wait: none of them is lost, and none is applied to less than it builds on. */
  async #snapshot(): Promise<void> {
    this.#buffer.hold();
    const own = Symbol();
    this.#snapshotUnderWay = own;
    // Another socket has taken over meanwhile: its own snapshot is the one that counts.
    const isOld = (): boolean => this.#snapshotUnderWay !== own;
    try {
      await this.#hooks.ready();
      if (!isOld()) this.#buffer.release();
    } catch {
      if (isOld()) return;
      // The same as if the stream had been lost before anything was known.
      this.#buffer.clear();
      this.#socket.restart();
    }
  }

  #take(events: readonly InboxEvent[]): void {
    this.#state.cache.batch({
      update: () => {
        for (const event of events) this.#applier.apply(event);
      },
    });
    this.#state.publish();
    this.#hooks.applied(events);
    if (events.some(({ __typename }) => __typename === 'InboxCaughtUp')) this.#observable.set('live');
  }
}
