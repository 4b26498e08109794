import { localeTag } from './i18n.js';

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** How long ago, in words: “2 hours ago”. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const format = new Intl.RelativeTimeFormat(localeTag(), { numeric: 'auto' });
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
  // Less than a minute is now: nobody wants to read seconds.
  return unit === 'second' ? format.format(0, 'second') : format.format(Math.round(seconds / size), unit);
}

/** Day and time, whole. */
export const dayAndTime = (iso: string): string =>
  new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

export const day = (iso: string): string =>
  new Intl.DateTimeFormat(localeTag(), { dateStyle: 'long' }).format(new Date(iso));
