import { useEffect, useState } from 'react';
import { localeTag } from './i18n.js';

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

const MINUTE_MS = 60_000;

/** The time, anew each minute: what is told as “2 minutes ago” must not stay so while somebody looks. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** How long ago, in words: “2 hours ago”. */
export function ago(iso: string, now: number): string {
  // What has just happened may be later than the minute that is known.
  const seconds = Math.min(0, Date.parse(iso) - now) / 1000;
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
