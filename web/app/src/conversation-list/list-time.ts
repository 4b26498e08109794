const DAY_MS = 86_400_000;

const startOfDay = (time: Date): number => new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();

/** Whole days between the calendar days of two times, as the viewer's clock has them. */
export const daysBetween = (earlier: Date, later: Date): number =>
  // Rounded, because days on which clocks are changed are an hour shorter or longer.
  Math.round((startOfDay(later) - startOfDay(earlier)) / DAY_MS);

// Making a format costs far more than using it, and every row of the list needs one.
const formats = new Map<string, Intl.DateTimeFormat>();

export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format;
}

/** When something was, as short as the list needs it: the time today, then the day, then the date. */
export function listTime(at: string, now: Date, locale: string): string {
  const time = new Date(at);
  const days = daysBetween(time, now);
  if (days <= 0) return dateFormat(locale, { timeStyle: 'short' }).format(time);
  if (days === 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day');
  if (days < 7) return dateFormat(locale, { weekday: 'short' }).format(time);
  if (time.getFullYear() === now.getFullYear())
    return dateFormat(locale, { day: 'numeric', month: 'short' }).format(time);
  return dateFormat(locale, { day: 'numeric', month: 'numeric', year: '2-digit' }).format(time);
}

/** The same in full, for who wants to know exactly. */
export const fullTime = (at: string, locale: string): string =>
  dateFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at));

/** Milliseconds until the next day begins, when what is shown of days changes. */
export const untilMidnight = (now: Date): number =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();
