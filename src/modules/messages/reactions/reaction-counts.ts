/** How often one emoji was given to a message. */
export interface ReactionCount {
  readonly emoji: string;
  readonly count: number;
}

/**
 * The reactions of a message in short, as its row keeps them: emoji in the order in which they were first given. Written
 * under the conversation's lock together with the reactions themselves, so showing them reads nothing else.
 */
export type ReactionCounts = readonly ReactionCount[];

export const parseCounts = (text: string | null): ReactionCounts =>
  text === null ? [] : (JSON.parse(text) as [string, number][]).map(([emoji, count]) => ({ emoji, count }));

export const countsText = (counts: ReactionCounts): string | null =>
  counts.length === 0 ? null : JSON.stringify(counts.map(({ emoji, count }) => [emoji, count]));

export const countOf = (counts: ReactionCounts, emoji: string): number =>
  counts.find((one) => one.emoji === emoji)?.count ?? 0;

/** The counts with one reaction more or less; an emoji that nobody gives any more is gone. */
export function changed(counts: ReactionCounts, emoji: string, by: 1 | -1): ReactionCounts {
  const known = counts.some((one) => one.emoji === emoji);
  const all = known ? counts : [...counts, { emoji, count: 0 }];
  return all
    .map((one) => (one.emoji === emoji ? { emoji, count: one.count + by } : one))
    .filter(({ count }) => count > 0);
}
