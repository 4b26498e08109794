import type { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { isUnavailable } from './database-errors.js';
import { readsOf } from './reads.js';

type Answer = (error: Error | null, rows: object[]) => void;

/** One connection of a database that answers when it is told to. */
function frozenDatabase() {
  const asked: { readonly how: string; readonly answer: Answer }[] = [];
  const fates: string[] = [];
  const connection = {
    query: (_: object, answer: Answer) => void asked.push({ how: 'query', answer }),
    execute: (_: object, answer: Answer) => void asked.push({ how: 'execute', answer }),
    release: () => void fates.push('released'),
    destroy: () => void fates.push('destroyed'),
  };
  const source = {
    options: { type: 'mysql' },
    driver: { pool: { getConnection: (take: (error: null, one: object) => void) => take(null, connection) } },
    logger: { logQuery: () => undefined, logQuerySlow: () => undefined },
  };
  return { asked, fates, reads: readsOf(source as unknown as DataSource, 20) };
}

describe('a prepared read', () => {
  it('waits no longer than the deadline, though the statement was never prepared, and gives the connection up', async () => {
    const { asked, fates, reads } = frozenDatabase();
    const error: unknown = await reads.query('SELECT ?', [1], true).catch((reason: unknown) => reason);
    expect(isUnavailable(error)).toBe(true);
    expect(fates).toEqual(['destroyed']);
    // What comes too late is heard by nobody, and does not give the connection back.
    asked[0]?.answer(null, [{ one: 1 }]);
    expect(fates).toEqual(['destroyed']);
  });

  it('answers with the rows, and gives the connection back once', async () => {
    const { asked, fates, reads } = frozenDatabase();
    const rows = reads.query('SELECT ?', [1], true);
    expect(asked.map(({ how }) => how)).toEqual(['execute']);
    asked[0]?.answer(null, [{ one: 1 }]);
    expect(await rows).toEqual([{ one: 1 }]);
    expect(fates).toEqual(['released']);
  });
});
