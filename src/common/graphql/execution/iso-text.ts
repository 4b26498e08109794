const DAY_MS = 86_400_000;

/** The day of the last date that was written: those of one answer mostly share it. */
let written = { day: Number.NaN, text: '' };

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const three = (value: number): string => (value < 10 ? `00${value}` : value < 100 ? `0${value}` : String(value));

/** The same as `new Date(ms).toISOString()`; `ms` must be a whole number that a Date can be made of. */
export function isoText(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  if (day !== written.day) written = { day, text: new Date(day * DAY_MS).toISOString().slice(0, -13) };
  const rest = ms - day * DAY_MS;
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor(rest / 60_000) % 60;
  const seconds = Math.floor(rest / 1000) % 60;
  return `${written.text}${two(hours)}:${two(minutes)}:${two(seconds)}.${three(rest % 1000)}Z`;
}
