/** Where a key of a list leads from a place; null when the key is not the list's. */
export function placeAfterKey(key: string, place: number, count: number, page = 10): number | null {
  if (count === 0) return null;
  const within = (next: number): number => Math.min(Math.max(next, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
      return within(place + 1);
    case 'ArrowUp':
      return within(place - 1);
    case 'PageDown':
      return within(place + page);
    case 'PageUp':
      return within(place - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
