import { useSyncExternalStore } from 'react';
import { localeTag } from '../i18n/i18n.js';
import { dayOf } from './list/layout-rows.js';

const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than a hundred uses of it. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${localeTag()} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(localeTag(), options);
  formats.set(key, made);
  return made;
}

/** 14:05, as the language writes it. */
export const clockTime = (time: number): string => format({ timeStyle: 'short' }).format(time);

/** Everything, for those who want to know exactly. */
export const fullTime = (time: number): string => format({ dateStyle: 'full', timeStyle: 'medium' }).format(time);

/** A moment lately: the clock today, the day before that. */
export function recentTime(time: number, now = Date.now()): string {
  if (dayOf(time) === dayOf(now)) return clockTime(time);
  return format({ dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/** A day's name, as 2026-03-09 names it: today and yesterday in words. */
export function dayName(day: string, today: string, words: { today: string; yesterday: string }): string {
  if (day === today) return words.today;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const noon = new Date(year, month - 1, date, 12);
  if (dayOf(noon.getTime() + DAY_MS) === today) return words.yesterday;
  const isThisYear = today.startsWith(`${year}-`);
  return format({
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(noon);
}

let today = dayOf(Date.now());
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Waits for midnight; a machine that slept through it notices when it is looked at again. */
function watchDay(): void {
  const now = dayOf(Date.now());
  if (now !== today) {
    today = now;
    for (const listener of listeners) listener();
  }
  clearTimeout(timer);
  if (listeners.size === 0) return;
  const midnight = new Date(Date.now() + DAY_MS).setHours(0, 0, 0, 50);
  timer = setTimeout(watchDay, Math.min(midnight - Date.now(), DAY_MS));
}

document.addEventListener('visibilitychange', watchDay);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  watchDay();
  return () => listeners.delete(listener);
};

/** The present day; changes at midnight. */
export const useToday = (): string => useSyncExternalStore(subscribe, () => today);
