/** What the server takes unless it was told otherwise; where it takes less, it says so before anything is uploaded. */
export const MOST_CHARACTERS = 10_000;
export const MOST_FILES = 20;
export const MOST_FILE_BYTES = 50 * 1024 * 1024;

/** From here on it is shown how much is left. */
const NEAR_LIMIT = 500;

/** How many characters are left, as the server counts them; null while there is plenty. */
export function charactersLeft(text: string): number | null {
  // Counting is only worth it near the limit: a character has at most two units.
  if (text.length < MOST_CHARACTERS - NEAR_LIMIT) return null;
  let count = 0;
  for (const _character of text) count += 1;
  const left = MOST_CHARACTERS - count;
  return left <= NEAR_LIMIT ? left : null;
}
