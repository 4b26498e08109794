import { expect, it } from 'vitest';
import { rank } from './rank.js';

const items = ['Design team', 'Steam', 'Team', 'Teamwork', 'Ann'].map((name) => ({ key: name, names: [name] }));
const found = (query: string): string[] => rank(items, query).map(({ key }) => key);

it('puts the better answer first', () => {
  expect(found('team')).toEqual(['Team', 'Teamwork', 'Design team', 'Steam']);
});

it('keeps the order among equals, and everything without a query', () => {
  expect(found(' ')).toEqual(items.map(({ key }) => key));
  expect(found('zzz')).toEqual([]);
});
