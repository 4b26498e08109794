import { describe, expect, it } from 'vitest';
import { tally } from './tally.js';

describe('the closing line of .ci/run', () => {
  it('is that of the tests when nothing failed', () => {
    expect(tally('…\n3001 passed, 0 failed, 2 skipped\n', [])).toEqual({ passed: 3001, failed: 0, skipped: 2 });
  });

  it('counts each other step that failed', () => {
    expect(tally('3001 passed, 0 failed\n', ['check', 'chaos'])).toEqual({ passed: 3001, failed: 2, skipped: 0 });
  });

  it('counts what passed when it was tried again as passed', () => {
    const output = '2999 passed, 2 failed\n== tests: tried again, alone: a\n7 passed, 0 failed\n';
    expect(tally(output, [])).toEqual({ passed: 3001, failed: 0, skipped: 0 });
  });

  it('counts what failed twice as failed', () => {
    const output = '2999 passed, 2 failed\n== tests: tried again, alone: a\n6 passed, 1 failed\n';
    expect(tally(output, ['tests'])).toEqual({ passed: 3000, failed: 1, skipped: 0 });
  });

  it('never reads as a success when the tests broke before they could count', () => {
    expect(tally('Error: no such module\n', ['tests'])).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
