import type { Attempt, History, SendRecord } from './history.js';
import { statusOf } from './history.js';
import type { Load } from './load.js';
import type { InFlight } from './writer.js';

/** At most so many of those who heard nothing, and of the others, send no more what a kill has met. */
const GIVEN_UP = 3;

/** Whether the kills of a run met work under way. */
export class Bite {
  kills = 0;
  /** Kills that met sends in flight. */
  hits = 0;
  private readonly met = new Set<Attempt>();

  constructor(private readonly load: Load) {}

  /**
   * To be told at the moment of a kill; of one node, or of what all of them need. Some of what it meets is not sent
   * again, so that what became of it is not found out by a repeat.
   * @param unheard answers, or what they answer, that have not arrived
   */
  kill(node?: number, unheard = ''): void {
    const inFlight = this.load.inFlight(node);
    this.kills += 1;
    if (inFlight.length > 0) this.hits += 1;
    for (const attempt of inFlight) this.met.add(attempt);
    const isUnheard = ({ clientMessageId }: InFlight): boolean => unheard.includes(clientMessageId);
    const newest = inFlight.filter((one) => !isUnheard(one)).sort((left, right) => right.sentAt - left.sentAt);
    for (const some of [inFlight.filter(isUnheard), newest])
      for (const attempt of some.slice(0, GIVEN_UP)) attempt.isLast = true;
  }

  /** Reasons why the run proves nothing; none when it bit. */
  judge(history: History): string[] {
    const present = new Set(
      history.store.flatMap(({ messages }) => messages.map(({ clientMessageId }) => clientMessageId)),
    );
    const isUnknown = (send: SendRecord): boolean =>
      statusOf(send) === 'unknown' && send.attempts.some((attempt) => this.met.has(attempt));
    const unknown = history.sends.filter(isUnknown);
    const committed = unknown.filter(({ clientMessageId }) => present.has(clientMessageId));
    const replays = this.load.followers
      .flatMap(({ resumes }) => resumes)
      .filter((it) => !it.wasFirst && it.replayed > 0);
    return [
      this.hits < 0.6 * this.kills ? `${this.hits} of ${this.kills} kills met sends in flight` : '',
      committed.length === 0 ? 'no send that was cut off had been committed' : '',
      committed.length === unknown.length ? 'every send that was cut off had been committed' : '',
      replays.length === 0 && this.load.followers.length > 0 ? 'no resume replayed anything' : '',
    ].filter(Boolean);
  }
}
