import type { VirtualItem } from '@tanstack/react-virtual';

/** Where somebody was in a conversation when they left it. */
export interface Place {
  readonly seq: number;
  /** How far the row's beginning was above the top of what was shown, in pixels. */
  readonly offset: number;
  /** How high the rows were, so that they are again where they were. */
  readonly sizes: VirtualItem[];
}

/** For as long as the page lives. Whoever was at the end is not in it: they go to what is new. */
const places = new Map<string, Place>();
const MOST = 50;

export const placeIn = (conversationId: string): Place | null => places.get(conversationId) ?? null;

export function keepPlace(conversationId: string, place: Place | null): void {
  places.delete(conversationId);
  if (place) places.set(conversationId, place);
  for (const oldest of places.keys()) {
    if (places.size <= MOST) return;
    places.delete(oldest);
  }
}
