import { assertNever } from '../../common/assert-never.js';
import { EventStream } from '../../common/realtime/event-stream.js';
import type { FeedEvent } from '../../common/realtime/feed-event.js';
import type { Attachment, FeedListener } from '../../common/realtime/attachment.js';
import { type SharedNews, SharedNewsCache } from '../../common/realtime/shared-news.js';
import type { PresenceChange } from './presence/room-presence.js';
import type { Stay } from './presence/room-presences.js';
import { RoomActivityKind } from './rooms.words.js';

/** Something that happened in a room, as its subscribers are told. */
export interface RoomActivityEvent {
  readonly kind: RoomActivityKind;
  /** Whom it is about. */
  readonly userId: string;
  readonly actorId: string | null;
  /** Milliseconds since 1970, database clock. */
  readonly at: number;
  readonly presentCount: number;
}

/** Most events that may wait for a subscriber. */
const MAX_WAITING = 5000;
/** When so many wait already, coming and going is left out: a crowd that comes back must not cost everybody the socket. */
const MAX_PRESENCE_WAITING = 4000;

// What everybody in the room is told is one object for all of them, so that it is executed once.
const visits = new SharedNewsCache<PresenceChange, RoomActivityEvent>();
const memberships = new SharedNewsCache<FeedEvent, RoomActivityEvent>();

const MEMBERSHIP: Readonly<Record<string, RoomActivityKind.JOINED | RoomActivityKind.LEFT | RoomActivityKind.REMOVED>> =
  {
    MEMBER_JOINED: RoomActivityKind.JOINED,
    MEMBER_LEFT: RoomActivityKind.LEFT,
    MEMBER_REMOVED: RoomActivityKind.REMOVED,
  };

/**
 * One subscription to a room's activity: joins what the conversation's feed says of members with what presence says of
 * visitors into one stream, which ends with the viewer's membership.
 */
export class RoomVisit implements FeedListener {
  readonly stream: EventStream<RoomActivityEvent | SharedNews<RoomActivityEvent>>;
  /** What came before the visit began. */
  private early: (() => void)[] | null = [];
  private stay: Stay | null = null;
  private attachment: Attachment | null = null;

  constructor(
    private readonly userId: string,
    private readonly hooks: { readonly onOverflow: () => void; readonly onGap: () => void },
  ) {
    this.stream = new EventStream({
      limit: MAX_WAITING,
      onOverflow: hooks.onOverflow,
      onEnd: () => this.cleanUp(),
    });
  }

  /** @param confirm begin with the viewer's own ENTERED */
  begin(attachment: Attachment, stay: Stay, confirm: boolean): void {
    this.attachment = attachment;
    this.stay = stay;
    if (this.stream.isEnded) return this.cleanUp();
    if (confirm)
      this.stream.push({
        kind: RoomActivityKind.ENTERED,
        userId: this.userId,
        actorId: null,
        at: stay.enteredAt ?? 0,
        presentCount: stay.presentCount(),
      });
    const { early } = this;
    this.early = null;
    for (const take of early ?? []) take();
  }

  event(event: FeedEvent): void {
    this.inTurn(() => this.member(event));
  }

  gap(): void {
    this.hooks.onGap();
  }

  /** Somebody has come into the room or gone out of it. The viewer's own coming and going is seen by the others only. */
  presence(change: PresenceChange): void {
    if (change.userId === this.userId) return;
    this.inTurn(() => {
      if (this.stream.size >= MAX_PRESENCE_WAITING) return;
      this.stream.push(visits.of(change, () => ({ ...change, actorId: null })));
    });
  }

  private inTurn(take: () => void): void {
    if (this.early) this.early.push(take);
    else take();
  }

  private member(event: FeedEvent): void {
    const { type, subjectId, actorId, at } = event;
    if (type === 'CONVERSATION_DELETED') return this.stream.end();
    const kind = MEMBERSHIP[type];
    if (!kind || subjectId === null) return;
    const presentCount = this.stay?.presentCount() ?? 0;
    this.stream.push(memberships.of(event, () => ({ kind, userId: subjectId, actorId, at, presentCount })));
    if (subjectId !== this.userId) return;
    switch (kind) {
      case RoomActivityKind.JOINED:
        return;
      case RoomActivityKind.LEFT:
      case RoomActivityKind.REMOVED:
        return this.stream.end();
      default:
        assertNever(kind);
    }
  }

  private cleanUp(): void {
    this.attachment?.detach();
    this.stay?.end();
  }
}
