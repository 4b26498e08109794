/** How the API writes "until it is lifted". */
export const FOREVER = '9999-12-31T23:59:59.999Z';

export const MUTE_SPANS = ['hour', 'eightHours', 'week', 'forever'] as const;
export type MuteSpan = (typeof MUTE_SPANS)[number];

const HOUR_MS = 3_600_000;
const SPAN_MS = { hour: HOUR_MS, eightHours: 8 * HOUR_MS, week: 7 * 24 * HOUR_MS };

/** Until when to be silent, as the API writes it. */
export const muteUntil = (span: MuteSpan, now: Date): string =>
  span === 'forever' ? FOREVER : new Date(now.getTime() + SPAN_MS[span]).toISOString();

/** Whether silence holds now; it ends by itself. */
export const isMuted = (until: string | null, now: Date): boolean =>
  until !== null && new Date(until).getTime() > now.getTime();
