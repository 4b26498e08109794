import { describe, expect, it } from 'vitest';
import type { ConversationGrant } from '../../conversations/conversation-grant.js';
import { narrow, nextLoad, planResume, timesOf, withinTotal, type ResumePoint } from './inbox-plan.js';

interface Case {
  readonly id?: string;
  readonly revision?: number;
  readonly lastEventAt?: number;
  readonly joined?: number;
  readonly left?: number | null;
  readonly leftAt?: number | null;
  readonly deletedAt?: number | null;
}

const grant = ({
  id = 'c',
  revision = 100,
  lastEventAt = 1000,
  joined = 1,
  left = null,
  leftAt = null,
  deletedAt = null,
}: Case): ConversationGrant =>
  ({
    conversation: { id, revision, lastEventAt, deletedAt },
    participant: { joinedRevision: joined, leftRevision: left, leftAt },
    floorSeq: 0,
  }) as ConversationGrant;

const resume = (seen: Record<string, number> = {}, more: Partial<ResumePoint> = {}): ResumePoint => ({
  since: 500,
  seen: new Map(Object.entries(seen)),
  otherEpoch: false,
  ...more,
});

const limits = { perConversation: 50, total: 120 };

const planOf = (one: Case, point: ResumePoint) => planResume([grant(one)], point, limits)[0];

describe('planResume', () => {
  it('follows from the head when there is nothing to resume', () => {
    expect(planOf({}, resume({}, { since: null }))).toMatchObject({ after: 100, upTo: 100, reset: null, follow: true });
  });

  it('replays exactly what is above the revision seen', () => {
    expect(planOf({}, resume({ c: 90 }))).toMatchObject({ after: 90, upTo: 100, reset: null, since: null });
  });

  it('replays above what was seen also without a cursor, and however long ago it moved', () => {
    expect(planOf({}, resume({ c: 90 }, { since: null }))).toMatchObject({ after: 90, upTo: 100 });
    expect(planOf({ lastEventAt: 1 }, resume({ c: 90 }))).toMatchObject({ after: 90, upTo: 100 });
  });

  it('replays nothing at the same position', () => {
    expect(planOf({}, resume({ c: 100 }))).toMatchObject({ after: 100, upTo: 100, reset: null, follow: true });
  });

  it('resets a client that has seen more than there is', () => {
    expect(planOf({}, resume({ c: 101 }))).toMatchObject({ after: 100, upTo: 100, reset: 100, follow: true });
    expect(planOf({ left: 80, leftAt: 900 }, resume({ c: 101 }))).toMatchObject({ reset: 80, follow: false });
  });

  it('resets what is too much to replay', () => {
    expect(planOf({}, resume({ c: 49 }))).toMatchObject({ after: 100, upTo: 100, reset: 100 });
    expect(planOf({}, resume({ c: 50 }))).toMatchObject({ after: 50, upTo: 100, reset: null });
  });

  it('spends the total on the conversations that moved last', () => {
    const grants = ['a', 'b', 'd'].map((id, index) => grant({ id, lastEventAt: 1000 - index }));
    const plans = planResume(grants, resume({ a: 50, b: 50, d: 50 }), limits);
    expect(plans.map(({ conversationId, reset }) => [conversationId, reset])).toEqual([
      ['a', null],
      ['b', null],
      ['d', 100],
    ]);
  });

  it('cuts by time what the client says nothing of', () => {
    expect(planOf({}, resume())).toMatchObject({ after: 50, upTo: 100, since: 500, reset: null });
    expect(planOf({ revision: 20 }, resume())).toMatchObject({ after: 0, upTo: 20, since: 500 });
    expect(planOf({ joined: 95 }, resume())).toMatchObject({ after: 94, upTo: 100, since: 500 });
  });

  it('leaves alone what has not moved since', () => {
    expect(planOf({ lastEventAt: 499 }, resume())).toMatchObject({ after: 100, upTo: 100, follow: true });
  });

  it('tells former members nothing above the end of their membership, and does not follow', () => {
    expect(planOf({ left: 95, leftAt: 900 }, resume({ c: 90 }))).toMatchObject({ after: 90, upTo: 95, follow: false });
    expect(planOf({ left: 95, leftAt: 900 }, resume())).toMatchObject({ upTo: 95, since: 500, follow: false });
    expect(planOf({ left: 95, leftAt: 900 }, resume({ c: 95 }))).toBeUndefined();
    expect(planOf({ left: 95, leftAt: 400 }, resume())).toBeUndefined();
    expect(planOf({ left: 95, leftAt: 900 }, resume({}, { since: null }))).toBeUndefined();
  });

  it('replays nothing of a membership that ended before the client went away: its history is not for those outside', () => {
    const long = { left: 95, leftAt: 400 };
    expect(planOf(long, resume({ c: 90 }))).toMatchObject({ reset: 95, after: 95, upTo: 95, follow: false });
    expect(planOf(long, resume({ c: 95 }))).toBeUndefined();
    expect(planOf({ left: 95, leftAt: 900 }, resume({ c: 90 }, { since: null }))).toMatchObject({
      reset: 95,
      after: 95,
    });
  });

  it('resets who left and came again, and begins with the new membership', () => {
    expect(planOf({ joined: 80 }, resume({ c: 40 }))).toMatchObject({ reset: 79, after: 79, upTo: 100 });
    expect(planOf({ joined: 30 }, resume({ c: 10 }))).toMatchObject({ reset: 100, after: 100, upTo: 100 });
    expect(planOf({ joined: 80 }, resume({ c: 0 }))).toMatchObject({ reset: null, after: 79, upTo: 100 });
  });

  it('does not follow what was deleted', () => {
    const gone = { left: 100, leftAt: 900, deletedAt: 900 };
    expect(planOf(gone, resume({ c: 99 }))).toMatchObject({ after: 99, upTo: 100, follow: false });
  });

  it('resets everything for another epoch, and what the client holds of it', () => {
    const other = { otherEpoch: true };
    expect(planOf({}, resume({}, other))).toMatchObject({ reset: 100, after: 100, upTo: 100, follow: true });
    expect(planOf({ left: 9, leftAt: 9 }, resume({ c: 5 }, other))).toMatchObject({ reset: 9, follow: false });
    expect(planOf({ left: 9, leftAt: 9 }, resume({}, other))).toBeUndefined();
  });

  it('resets what this history does not know', () => {
    expect(planResume([], resume({ unheard: 7 }), limits)).toEqual([
      { conversationId: 'unheard', reset: 0, after: 0, upTo: 0, since: null, follow: false },
    ]);
  });
});

describe('narrow', () => {
  /** A plan by time, once it is known which revision was the last before that time. */
  const narrowed = (one: Case, lastBefore?: number) => {
    const grants = [grant(one)];
    const known = new Map(grants.map((each) => [each.conversation.id, each]));
    return narrow(
      planResume(grants, resume(), limits),
      known,
      new Map(lastBefore === undefined ? [] : [['c', lastBefore]]),
    )[0];
  };

  it('begins with the first change of that time', () => {
    expect(narrowed({}, 83)).toMatchObject({ after: 83, upTo: 100, since: null, reset: null });
    expect(narrowed({}, 50)).toMatchObject({ after: 50, upTo: 100, reset: null });
  });

  it('resets what reaches back further than is replayed', () => {
    expect(narrowed({}, 49)).toMatchObject({ reset: 100, after: 100, upTo: 100, follow: true });
    expect(narrowed({})).toMatchObject({ reset: 100, after: 100, upTo: 100 });
  });

  it('goes back to the beginning of the membership, and not beyond', () => {
    expect(narrowed({ joined: 61 })).toMatchObject({ reset: null, after: 60, upTo: 100 });
    expect(narrowed({ joined: 61 }, 40)).toMatchObject({ reset: null, after: 60, upTo: 100 });
    expect(narrowed({ revision: 20 })).toMatchObject({ reset: null, after: 0, upTo: 20 });
  });

  it('tells nothing when nothing is of that time up to the end of the membership', () => {
    expect(narrowed({ left: 95, leftAt: 900 }, 97)).toMatchObject({ after: 95, upTo: 95, reset: null, follow: false });
  });

  it('leaves alone what is known exactly', () => {
    const plans = planResume([grant({})], resume({ c: 90 }), limits);
    expect(narrow(plans, new Map(), new Map([['c', 95]]))).toEqual(plans);
    expect(timesOf(plans)).toEqual([]);
  });

  it('asks for the same, of those who come back while the conversation goes on', () => {
    const asked = [1000, 1001, 1020].map((revision) => timesOf(planResume([grant({ revision })], resume(), limits)));
    expect(asked[0]).toEqual([{ conversationId: 'c', since: 500, floor: 768 }]);
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[2]).toEqual(asked[0]);
  });
});

describe('nextLoad', () => {
  const plans = planResume(
    Array.from({ length: 30 }, (_, index) =>
      grant({ id: `c${index}`, revision: 90 + index, lastEventAt: 1000 - index }),
    ),
    resume(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`c${index}`, 0]))),
    { perConversation: 1000, total: 100_000 },
  );

  it('takes no more than so many rows at once, and in the end everything, once and in order', () => {
    const told = new Map<string, [number, number][]>();
    let rows = 0;
    for (let rest = plans as ReturnType<typeof nextLoad>['rest']; rest.length > 0;) {
      const next = nextLoad(rest, 64);
      const taken = next.load.reduce((sum, { after, upTo }) => sum + upTo - after, 0);
      expect(taken).toBeLessThanOrEqual(64);
      rows += taken;
      for (const { conversationId: id, after, upTo } of next.load)
        told.set(id, [...(told.get(id) ?? []), [after, upTo]]);
      rest = next.rest;
    }
    expect(rows).toBe(plans.reduce((sum, { after, upTo }) => sum + upTo - after, 0));
    for (const { conversationId, after, upTo } of plans) {
      const parts = told.get(conversationId) ?? [];
      expect([parts[0]?.[0], parts.at(-1)?.[1]]).toEqual([after, upTo]);
      for (const [index, [from]] of parts.slice(1).entries()) expect(from).toBe(parts[index]?.[1]);
    }
  });

  it('says of what was lost once, and not again with each part', () => {
    const [plan] = planResume([grant({ joined: 80, revision: 100 })], resume({ c: 40 }), limits);
    const { load, rest } = nextLoad([plan!], 5);
    expect([load[0]?.reset, rest[0]?.reset]).toEqual([79, null]);
  });

  it('takes all at once when there is room', () => {
    expect(nextLoad(plans, 100_000)).toEqual({ load: plans, rest: [] });
    expect(nextLoad([], 10)).toEqual({ load: [], rest: [] });
  });
});

describe('withinTotal', () => {
  it('resets whole conversations once the total is spent', () => {
    const plans = planResume([grant({ id: 'a' }), grant({ id: 'b' })], resume({ a: 60, b: 60 }), limits);
    expect(withinTotal(plans, 79).map(({ reset, after }) => [reset, after])).toEqual([
      [null, 60],
      [100, 100],
    ]);
    expect(withinTotal(plans, 80)).toEqual(plans);
  });
});
