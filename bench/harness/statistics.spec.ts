import { describe, expect, it } from 'vitest';
import { Histogram } from './histogram.js';
import { spreadOf } from './statistics.js';
import { tablesOf } from './tables.js';
import { entryOf, type Group } from './results.js';

describe('a spread', () => {
  it('is the middle and the extremes, whatever the order', () => {
    expect(spreadOf([5, 1, 9])).toEqual({ median: 5, min: 1, max: 9 });
    expect(spreadOf([4, 1, 2, 9])).toEqual({ median: 3, min: 1, max: 9 });
    expect(spreadOf([7])).toEqual({ median: 7, min: 7, max: 7 });
  });

  it('sorts numbers as numbers, and leaves out what was not measured', () => {
    expect(spreadOf([100, 9, null, 20])).toEqual({ median: 20, min: 9, max: 100 });
    expect(spreadOf([null])).toBeNull();
    expect(spreadOf([])).toBeNull();
  });
});

describe('a histogram', () => {
  it('knows percentiles to 2 %', () => {
    const histogram = new Histogram();
    for (let micros = 1; micros <= 10_000; micros++) histogram.record(micros);
    expect(histogram.percentile(0.5)! / 5000).toBeCloseTo(1, 1);
    expect(Math.abs(histogram.percentile(0.5)! / 5000 - 1)).toBeLessThan(0.02);
    expect(Math.abs(histogram.percentile(0.99)! / 9900 - 1)).toBeLessThan(0.02);
    expect(histogram.count).toBe(10_000);
  });

  it('takes what is below a microsecond and beyond an hour', () => {
    const histogram = new Histogram();
    histogram.record(0);
    histogram.record(1e12);
    expect(histogram.percentile(0.01)).toBeLessThan(1.1);
    expect(histogram.percentile(1)).toBeGreaterThan(3.6e9);
  });

  it('says nothing of nothing', () => {
    expect(new Histogram().percentile(0.5)).toBeNull();
  });
});

describe('tables', () => {
  it('show median, range and the ratio to the bare peer of the same case', () => {
    const columns = [
      { key: 'micros', title: 'µs', digits: 1, ratio: true },
      { key: 'never', title: 'never measured', digits: 0 },
    ];
    const group: Group = { id: 'x', title: 'X', columns, entries: [] };
    entryOf(group, { name: 'bare-x', title: 'bare' }, 'one').samples.push({ micros: 10 });
    const samples = [{ micros: 4 }, { micros: 1234.56 }, { micros: 5 }];
    entryOf(group, { name: 'ours', title: 'ours' }, 'one').samples.push(...samples);
    expect(tablesOf(group).split('\n')).toEqual([
      '**one**',
      '',
      '|      |                µs | × bare |',
      '| ---- | ----------------: | -----: |',
      '| bare |              10.0 |   1.00 |',
      '| ours | 5.0 (4.0–1,234.6) |   0.50 |',
    ]);
  });
});
