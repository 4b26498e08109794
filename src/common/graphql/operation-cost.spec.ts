import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { costFault, operationCost } from './operation-cost.js';

const schema = buildSchema(`
  type Query {
    me: Person!
    people(first: Int, after: String, last: Int): PersonConnection!
    numbered(page: Int = 1, pageSize: Int! = 20): Numbered!
  }
  interface Named { name: String! }
  type Person implements Named { name: String! friends: [Person!]! photos(first: Int): PersonConnection }
  type PersonConnection { edges: [Edge!]! total: Int }
  type Edge { node: Person! }
  type Numbered { items: [Person!]! }
`);

const costOf = (query: string, variables?: Record<string, unknown>): number => {
  const document = parse(query);
  const operation = document.definitions[0] as OperationDefinitionNode;
  return operationCost({ schema, document, operation, variables });
};
const people = (args: string) => `people${args} { edges { node { name } } }`;
// For each place: the connection, its edge, its node and one name.
const PLACE = 2 + 2 + 2 + 1;

describe('the cost of an operation', () => {
  it('is small for one thing', () => expect(costOf('{ me { name } }')).toBe(3));

  it('grows with the page', () => {
    expect(costOf(`{ ${people('(first: 7)')} }`)).toBe(7 * PLACE);
    expect(costOf(`{ ${people('(last: 9)')} }`)).toBe(9 * PLACE);
    expect(costOf(`{ ${people('(first: null, last: 100)')} }`)).toBe(100 * PLACE);
    expect(costOf('{ numbered(pageSize: 50) { items { name } } }')).toBe(50 * 5);
  });

  it('knows how long a page is when nothing is said', () => {
    expect(costOf(`{ ${people('')} }`)).toBe(20 * PLACE);
    expect(costOf('{ numbered { items { name } } }')).toBe(20 * 5);
  });

  it('follows variables and their defaults', () => {
    const query = `query ($n: Int = 30) { ${people('(first: $n)')} }`;
    expect(costOf(query)).toBe(30 * PLACE);
    expect(costOf(query, { n: 60 })).toBe(60 * PLACE);
    expect(costOf(query, { n: null })).toBe(20 * PLACE);
    expect(costOf(query, { n: 'many' })).toBe(20 * PLACE);
    expect(costOf(query, { n: -5 })).toBe(20 * PLACE);
    expect(costOf(query, { n: 1e9 })).toBe(100 * PLACE);
  });

  it('multiplies pages in pages and lists in lists', () => {
    expect(costOf('{ people(first: 10) { edges { node { photos(first: 10) { total } } } } }')).toBe(10 * (6 + 10 * 3));
    expect(costOf('{ me { friends { friends { name } } } }')).toBe(2 + 5 * (2 + 5 * 3));
  });

  it('is that of fragments written out, with the work of reading each once', () => {
    expect(costOf('{ me { ...A ... on Named { name } } } fragment A on Person { friends { name } }')).toBe(2 + 15 + 1);
    const levels = 40;
    const chain = Array.from(
      { length: levels },
      (_, n) => `fragment F${n} on Person { a: friends { ...F${n + 1} } b: friends { ...F${n + 1} } }`,
    ).join('\n');
    const query = `{ me { ...F0 } } ${chain} fragment F${levels} on Person { name }`;
    expect(costOf(query)).toBeGreaterThan(1e30);
  });

  it('makes a look at the schema dear', () => {
    expect(costOf('{ __schema { types { name } } }')).toBeGreaterThan(1000);
  });

  it('is that of its variables each time, also when the document is known', () => {
    const document = parse(`query ($n: Int = 30, $x: Int) { ${people('(first: $n)')} b: ${people('(last: $x)')} }`);
    const operation = document.definitions[0] as OperationDefinitionNode;
    const given: unknown[] = [1, 2, undefined, null, 'many', -5, true, ...Array.from({ length: 50 }, (_, n) => n)];
    for (const n of [...given, ...given]) {
      const costed = { schema, document, operation, variables: { n, x: 3 } };
      const cost = operationCost(costed);
      expect(costFault(costed, cost)).toBeNull();
      expect(costFault(costed, cost - 1)).not.toBeNull();
    }
  });

  it('is refused by name and limit', () => {
    const document = parse(`{ ${people('(first: 50)')} }`);
    const costed = { schema, document, operation: document.definitions[0] as OperationDefinitionNode, variables: null };
    expect(costFault(costed, 350)).toBeNull();
    expect(costFault(costed, 349)).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX', limit: 'cost' } });
  });
});
