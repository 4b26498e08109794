import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageIndex, type IndexedMessage } from './message-index.js';

const message = (seq: number): IndexedMessage => ({
  seq,
  id: `m${seq}`,
  clientMessageId: `c${seq}`,
  senderId: 'ann',
  createdAt: '2026-01-01T00:00:00.000Z',
});
const span = (from: number, to: number): IndexedMessage[] =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
const shown = (index: MessageIndex): (number | string)[] =>
  index.rows().map((row) => (row.kind === 'gap' ? `${row.fromSeq}-${row.toSeq}` : row.seq));

describe('the index of a history', () => {
  it('shows what has not been read as a gap, until it has', () => {
    const index = new MessageIndex();
    index.add(1, 3, span(1, 3));
    index.add(7, 8, span(7, 8));
    expect(shown(index)).toEqual([1, 2, 3, '4-6', 7, 8]);
    index.add(4, 6, span(4, 6));
    expect(shown(index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('takes a number without a message for one that the viewer does not see', () => {
    const index = new MessageIndex();
    index.add(1, 3, [message(1), message(3)]);
    expect(shown(index)).toEqual([1, 3]);
    index.remove(3);
    expect(shown(index)).toEqual([1]);
    expect(index.lastSeq).toBe(3);
  });

  it('keeps its rows as they are when a message is added at the end', () => {
    const index = new MessageIndex();
    index.add(1, 3, span(1, 3));
    const before = index.rows();
    index.add(4, 4, [message(4)]);
    expect(
      index
        .rows()
        .slice(0, 3)
        .every((row, place) => row === before[place]),
    ).toBe(true);
    expect(index.rows()).toBe(index.rows());
  });

  it('leaves the rows that somebody holds as they are', () => {
    const index = new MessageIndex();
    for (const seq of [1, 2, 3]) index.add(seq, seq, [message(seq)]);
    const before = index.rows();
    for (const seq of [4, 5]) index.add(seq, seq, [message(seq)]);
    expect(before).toHaveLength(3);
    expect(shown(index)).toEqual([1, 2, 3, 4, 5]);
    index.add(7, 7, [message(7)]);
    index.add(8, 8, [message(8)]);
    expect(shown(index)).toEqual([1, 2, 3, 4, 5, '6-6', 7, 8]);
  });

  it('forgets all but the newest, and knows that the older ones are not here', () => {
    const index = new MessageIndex();
    index.add(1, 10, span(1, 10));
    expect(index.keepNewest(4).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(shown(index)).toEqual([7, 8, 9, 10]);
    expect(index.firstSeq).toBe(7);
    expect(index.tail(2)).toMatchObject({ from: 9, to: 10 });
  });

  it('shows the same, in whatever order and however often its parts arrive', () => {
    const parts = fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 12 }))
        .map(([from, more]) => [from, from + more] as const),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(parts, (ranges) => {
        const index = new MessageIndex();
        for (const [from, to] of ranges) index.add(from, to, span(from, to));
        const known = new Set(ranges.flatMap(([from, to]) => span(from, to).map(({ seq }) => seq)));
        const seqs = [...known].sort((one, other) => one - other);
        const expected = seqs.flatMap((seq, place): (number | string)[] => {
          const before = seqs[place - 1];
          return before !== undefined && before < seq - 1 ? [`${before + 1}-${seq - 1}`, seq] : [seq];
        });
        expect(shown(index)).toEqual(expected);
        const whole = new MessageIndex();
        for (const [from, to] of [...ranges].reverse()) whole.add(from, to, span(from, to));
        expect(shown(whole)).toEqual(expected);
      }),
    );
  });
});
