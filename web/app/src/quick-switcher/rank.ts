import { searchKey } from '../conversation-list/filter.js';

export interface Findable {
  readonly key: string;
  readonly names: readonly string[];
}

/** How well one name answers a query: 0 not at all; the start of the name is better than of a word, that than anywhere. */
function scoreOfName(name: string, query: string): number {
  if (name === query) return 4;
  if (name.startsWith(query)) return 3;
  if (name.includes(` ${query}`)) return 2;
  return name.includes(query) ? 1 : 0;
}

/** Those that answer a query, the best first, otherwise in the order given. Without a query all of them. */
export function rank<Item extends Findable>(items: readonly Item[], query: string): readonly Item[] {
  const wanted = searchKey(query);
  if (wanted === '') return items;
  return items
    .map((item) => ({ item, score: Math.max(0, ...item.names.map((name) => scoreOfName(searchKey(name), wanted))) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
