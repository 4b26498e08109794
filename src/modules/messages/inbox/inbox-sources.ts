import { Injectable } from '@nestjs/common';
import { FeedHub } from '../../../common/realtime/feed-hub.js';
import { InboxContributions } from '../../../common/realtime/inbox-contributions.js';
import { UserChangeLog } from '../../../common/realtime/user-change-log.js';
import { Limiter } from '../../../common/async/limiter.js';
import { ConversationAccess } from '../../conversations/conversation-access.js';
import { ConversationReplay } from '../../conversations/conversation-replay.js';
import { MissedState } from '../../conversations/missed-state.js';

/** What an open inbox reads from, in two parts: what is replayed, and what is live. */
@Injectable()
export class ReplaySources {
  constructor(
    readonly replay: ConversationReplay,
    readonly missedState: MissedState,
    readonly changes: UserChangeLog,
  ) {}
}

@Injectable()
export class LiveSources {
  constructor(
    readonly hub: FeedHub,
    readonly access: ConversationAccess,
    readonly contributions: InboxContributions,
  ) {}
}

/** Replays of one user at a time; more of them take turns, so that nobody fills the memory by resuming often. */
const REPLAYS_PER_USER = 2;

/** Lets each user replay in turn, and all replays of this node give way to what is live. */
@Injectable()
export class ReplayTurns {
  private readonly slices: (() => void)[] = [];
  private readonly users = new Map<string, { readonly limiter: Limiter; waiting: number }>();

  async run(userId: string, replay: () => Promise<void>): Promise<void> {
    const turn = this.users.get(userId) ?? { limiter: new Limiter(REPLAYS_PER_USER), waiting: 0 };
    this.users.set(userId, turn);
    turn.waiting += 1;
    try {
      await turn.limiter.run(replay);
    } finally {
      turn.waiting -= 1;
      if (turn.waiting === 0) this.users.delete(userId);
    }
  }

  /**
   * Awaited before each slice of a replay. One slice, of whichever replay has waited longest, goes in each turn of the event
   * loop, so that live events and new requests wait for no more than one.
   */
  slice(): Promise<void> {
    return new Promise((resolve) => {
      this.slices.push(resolve);
      if (this.slices.length === 1) setImmediate(this.nextSlice);
    });
  }

  private readonly nextSlice = (): void => {
    this.slices.shift()?.();
    if (this.slices.length > 0) setImmediate(this.nextSlice);
  };
}

export interface InboxSources {
  readonly turns: ReplayTurns;
  readonly replay: ConversationReplay;
  readonly missedState: MissedState;
  readonly changes: UserChangeLog;
  readonly hub: FeedHub;
  readonly access: ConversationAccess;
  readonly contributions: InboxContributions;
}
