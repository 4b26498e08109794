import { describe, expect, it } from 'vitest';
import { daysBetween, listTime, untilMidnight } from './list-time.js';

const now = new Date(2026, 10, 20, 15, 30);
const at = (...parts: [number, number, number, number?, number?]): string => new Date(...parts).toISOString();

describe('the time in the list', () => {
  it('is the time of day today', () => {
    expect(listTime(at(2026, 10, 20, 9, 5), now, 'en')).toMatch(/^9:05/);
    expect(listTime(at(2026, 10, 20, 9, 5), now, 'zh-CN')).toMatch(/^0?9:05$/);
    // As the messages themselves have it.
    expect(listTime(at(2026, 10, 20, 9, 5), now, 'en-GB')).toBe('09:05');
  });

  it('is a word yesterday, also a minute before midnight', () => {
    expect(listTime(at(2026, 10, 19, 23, 59), now, 'en')).toBe('yesterday');
    expect(listTime(at(2026, 10, 19, 23, 59), now, 'zh-CN')).toBe('昨天');
  });

  it('is the weekday within a week, then the date, then the date with its year', () => {
    expect(listTime(at(2026, 10, 16), now, 'en')).toBe('Mon');
    expect(listTime(at(2026, 10, 13), now, 'en')).toBe('Nov 13');
    expect(listTime(at(2025, 10, 13), now, 'en')).toBe('11/13/25');
  });

  it('takes a clock that is ahead for now', () => {
    expect(listTime(at(2026, 10, 21, 9, 5), now, 'en')).toMatch(/^9:05/);
  });

  it('counts days of the calendar, not of 24 hours', () => {
    expect(daysBetween(new Date(2026, 10, 19, 23, 59), new Date(2026, 10, 20, 0, 1))).toBe(1);
    expect(daysBetween(new Date(2026, 10, 20, 0, 1), new Date(2026, 10, 20, 23, 59))).toBe(0);
  });

  it('knows when the day ends', () => {
    expect(untilMidnight(new Date(2026, 10, 20, 23, 59))).toBe(60_000);
  });
});
