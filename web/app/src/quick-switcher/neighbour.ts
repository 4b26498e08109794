/** The id before or after one in a list; the first or last when it is not there, and none beyond the ends. */
export function neighbourOf(ids: readonly string[], id: string | null, step: 1 | -1): string | null {
  const place = id === null ? -1 : ids.indexOf(id);
  if (place < 0) return (step === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[place + step] ?? null;
}
