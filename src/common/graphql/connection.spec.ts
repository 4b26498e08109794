import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeCursor, decodeCursor, pageOf, sliceCondition, type Page, type PageSource } from './connection.js';
import type { PageArgs } from './page.args.js';

interface Row {
  readonly name: string;
  readonly place: number;
}

let database: Sqlite.Database;
beforeAll(() => {
  database = new Sqlite(':memory:');
  database.exec('CREATE TABLE list (name TEXT, place INTEGER, PRIMARY KEY (name, place))');
});
afterAll(() => database.close());

const source = (order: 'ASC' | 'DESC'): PageSource<Row> & { queries: number } => ({
  queries: 0,
  keyShape: 'sn',
  keyOf: ({ name, place }) => [name, place],
  fetch(slice) {
    this.queries += 1;
    const { where, parameters, orderBy } = sliceCondition(slice, ['name', 'place'], order);
    const statement = database.prepare(`SELECT * FROM list WHERE ${where} ORDER BY ${orderBy} LIMIT ${slice.limit}`);
    return Promise.resolve(statement.all(...parameters) as Row[]);
  },
});

const fill = (rows: readonly Row[]): void => {
  database.exec('DELETE FROM list');
  const insert = database.prepare('INSERT INTO list VALUES (?, ?)');
  for (const { name, place } of rows) insert.run(name, place);
};

const compare = (a: Row, b: Row): number => (a.name === b.name ? a.place - b.place : a.name < b.name ? -1 : 1);
const rowArbitrary = fc.record({ name: fc.constantFrom('a', 'b', 'c'), place: fc.integer({ min: -2, max: 4 }) });

describe('a page', () => {
  it('is what an array would give, and says truly whether the list goes on, for any list and any cursors', async () => {
    const property = fc.asyncProperty(
      fc.uniqueArray(rowArbitrary, { selector: ({ name, place }) => `${name}${place}`, maxLength: 15 }),
      fc.constantFrom('ASC' as const, 'DESC' as const),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      fc.option(rowArbitrary, { nil: null }),
      fc.option(rowArbitrary, { nil: null }),
      async (rows, order, size, backward, after, before) => {
        fill(rows);
        const inOrder = (a: Row, b: Row): number => (order === 'ASC' ? compare(a, b) : compare(b, a));
        const list = [...rows].sort(inOrder);
        const within = list.filter(
          (row) => (!after || inOrder(row, after) > 0) && (!before || inOrder(row, before) < 0),
        );
        const expected = backward ? within.slice(-size) : within.slice(0, size);
        const args: PageArgs = {
          ...(backward ? { last: size } : { first: size }),
          ...(after ? { after: encodeCursor([after.name, after.place]) } : {}),
          ...(before ? { before: encodeCursor([before.name, before.place]) } : {}),
        };
        const from = source(order);
        const { edges, pageInfo } = await pageOf(args, from);
        expect(edges.map(({ node }) => node)).toEqual(expected);
        expect(pageInfo.startCursor).toBe(edges[0]?.cursor ?? null);
        expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
        // To fact: rows of the list on either side of the page; an empty page lies between its cursors.
        const beforePage = (row: Row): boolean =>
          expected[0] ? inOrder(row, expected[0]) < 0 : !!after && inOrder(row, after) <= 0;
        const afterPage = (row: Row): boolean => {
          const end = expected.at(-1);
          return end ? inOrder(row, end) > 0 : !!before && inOrder(row, before) >= 0;
        };
        expect(pageInfo.hasPreviousPage).toBe(list.some(beforePage));
        expect(pageInfo.hasNextPage).toBe(list.some(afterPage));
        expect(from.queries).toBeLessThanOrEqual(5);
      },
    );
    await fc.assert(property, { numRuns: Number(process.env.PROPERTY_RUNS ?? 500) });
  });

  it('takes one query without cursors and two with one', async () => {
    fill([1, 2, 3, 4, 5].map((place) => ({ name: 'a', place })));
    const plain = source('ASC');
    const first = await pageOf({ first: 2 }, plain);
    expect(plain.queries).toBe(1);
    const next = source('ASC');
    const second = await pageOf({ first: 2, after: first.pageInfo.endCursor }, next);
    expect(next.queries).toBe(2);
    expect(second.edges.map(({ node }) => node.place)).toEqual([3, 4]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it('walks the whole list once, in either direction', async () => {
    fill(Array.from({ length: 23 }, (_, place) => ({ name: 'a', place })));
    const forwards: number[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { edges, pageInfo }: Page<Row> = await pageOf({ first: 5, after }, source('ASC'));
      forwards.push(...edges.map(({ node }) => node.place));
      [after, more] = [pageInfo.endCursor ?? null, pageInfo.hasNextPage];
    }
    const backwards: number[] = [];
    for (let before: string | null = null, more = true; more;) {
      const { edges, pageInfo }: Page<Row> = await pageOf({ last: 5, before }, source('ASC'));
      backwards.unshift(...edges.map(({ node }) => node.place));
      [before, more] = [pageInfo.startCursor ?? null, pageInfo.hasPreviousPage];
    }
    const all = Array.from({ length: 23 }, (_, place) => place);
    expect(forwards).toEqual(all);
    expect(backwards).toEqual(all);
  });

  it('refuses both directions at once', async () => {
    await expect(pageOf({ first: 1, last: 1 }, source('ASC'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('a cursor', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), (text, number) => {
        expect(decodeCursor(encodeCursor([text, number]), 'sn')).toEqual([text, number]);
      }),
    );
  });

  it.each([
    '',
    'x',
    '!',
    'W10',
    encodeCursor([1]),
    encodeCursor(['a']),
    encodeCursor(['a', 'b']),
    encodeCursor(['a', 1, 2]),
    encodeCursor(['a', 1.5]),
    encodeCursor(['a', 1e300]),
    Buffer.from('["\\ud800",1]').toString('base64url'),
    Buffer.from('{"0":"a","1":1}').toString('base64url'),
  ])('%j of another list, or made up, is INVALID_CURSOR', async (cursor) => {
    await expect(pageOf({ first: 1, after: cursor }, source('ASC'))).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    await expect(pageOf({ last: 1, before: cursor }, source('ASC'))).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });

  it('made up of anything never breaks the server', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.json().map((text) => Buffer.from(text).toString('base64url')),
        ),
        (cursor) => {
          try {
            const key = decodeCursor(cursor, 'sn');
            expect(key).toHaveLength(2);
          } catch (error) {
            expect(error).toMatchObject({ code: 'INVALID_CURSOR' });
          }
        },
      ),
    );
  });
});
