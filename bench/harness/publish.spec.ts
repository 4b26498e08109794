import { describe, expect, it } from 'vitest';
import { withTables } from './publish.js';
import type { SavedGroup } from './results.js';

const machine = { at: 'today', commit: 'abc', cpu: 'CPU', cores: 2, node: '20', command: 'x --save' };
const columns = [{ key: 'micros', title: 'µs', digits: 1 }];
const entries = [{ case: 'one', peer: 'ours', title: 'ours', samples: [{ micros: 2 }] }];
const group: SavedGroup = { id: 'x-1', title: 'X', columns, entries, machine };

describe('the tables of the documentation', () => {
  it('are made anew between their marks, and nothing else is touched', () => {
    const text = 'before\n\n<!-- bench:x-1 -->\nold figures\n<!-- /bench -->\n\nafter';
    const once = withTables(text, new Map([['x-1', group]]));
    expect(once).toMatch(/^before\n\n<!-- bench:x-1 -->\n\n\*\*one\*\*/);
    expect(once).toContain('| ours | 2.0 |');
    expect(once).toContain('`npm run bench -- x --save`');
    expect(once).toMatch(/<!-- \/bench -->\n\nafter$/);
    expect(once).not.toContain('old figures');
    expect(withTables(once, new Map([['x-1', group]]))).toBe(once);
  });

  it('says so where nothing was measured yet', () => {
    const text = '<!-- bench:y -->\nold\n<!-- /bench -->';
    expect(withTables(text, new Map([['x-1', group]]))).toContain('Not published yet.');
  });
});
