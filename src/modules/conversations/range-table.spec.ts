import { describe, expect, it } from 'vitest';
import { fittingInto, loggedRanges, rangeQuery, type RangeQuestion } from './range-table.js';

const asking = (viewerId: string | null, ...ranges: readonly [string, number, number][]): RangeQuestion => ({
  viewerId,
  ranges: ranges.map(([conversationId, after, upTo]) => ({ conversationId, after, upTo })),
});

describe('rangeQuery', () => {
  it('asks for what several have missed once, and for what each has hidden', () => {
    const { sql, parameters } = rangeQuery(
      [loggedRanges],
      [asking('ann', ['b', 5, 9], ['a', 1, 4]), asking(null, ['a', 3, 8]), asking('cem', ['a', 20, 21])],
    );
    expect(sql.split(' UNION ALL ')).toHaveLength(3);
    expect(parameters).toEqual(
      [
        ['a', 1, 8, 'a', 20, 21, 'b', 5, 9],
        ['ann', 'b', 5, 9, 'a', 1, 4],
        ['cem', 'a', 20, 21],
      ].flat(),
    );
  });
});

describe('fittingInto', () => {
  it('lets go together what is not too much, and counts what several ask for once', () => {
    const questions = [asking('ann', ['a', 0, 50]), asking('ben', ['a', 10, 60]), asking('cem', ['b', 0, 50])];
    expect(fittingInto(110, questions)).toBe(3);
    expect(fittingInto(109, questions)).toBe(2);
    expect(fittingInto(59, questions)).toBe(1);
    expect(fittingInto(10, questions)).toBe(0);
  });
});
