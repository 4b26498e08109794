import { buildSchema, getVariableValues, parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { quickVariablesFor } from './quick-variables.js';

const schema = buildSchema(`
  enum Colour { RED GREEN }
  input Inner { number: Int! tags: [String!] inner: Inner colour: Colour = GREEN }
  input One @oneOf { a: String b: String }
  type Query { a(inner: Inner, ids: [ID!], one: One, number: Int, flag: Boolean): String }
`);

const operationOf = (variables: string): OperationDefinitionNode =>
  parse(`query (${variables}) { a }`).definitions[0] as OperationDefinitionNode;

/** What the quick way makes of it, beside what graphql-js does. */
function both(variables: string, inputs: Record<string, unknown>) {
  const operation = operationOf(variables);
  return {
    quick: quickVariablesFor(schema, operation)(inputs),
    usual: getVariableValues(schema, operation.variableDefinitions ?? [], inputs),
  };
}

describe('variables', () => {
  it.each<[string, Record<string, unknown>]>([
    ['$inner: Inner!', { inner: { number: 1, tags: ['a', 'b'], inner: { number: 2, colour: 'RED' } } }],
    ['$inner: Inner', { inner: null }],
    ['$inner: Inner', {}],
    ['$inner: Inner, $number: Int', { inner: { number: -0, tags: null, inner: null }, unknown: 1 }],
    ['$ids: [ID!]', { ids: ['a', 7] }],
    ['$ids: [ID!]', { ids: [] }],
    ['$ids: [[ID]!]', { ids: [['a', null], []] }],
    ['$flag: Boolean!, $number: Int', { flag: false, number: undefined }],
  ])('(%s) are what graphql-js makes of %j', (variables, inputs) => {
    const { quick, usual } = both(variables, inputs);
    expect(usual.errors).toBeUndefined();
    expect(quick).toEqual(usual.coerced);
    expect(Object.keys(quick ?? {})).toEqual(Object.keys(usual.coerced ?? {}));
    expect(Object.getPrototypeOf(quick)).toBe(Object.prototype);
  });

  it.each<[string, Record<string, unknown>]>([
    ['$inner: Inner!', { inner: null }],
    ['$inner: Inner!', {}],
    ['$inner: Inner', { inner: {} }],
    ['$inner: Inner', { inner: [] }],
    ['$inner: Inner', { inner: 'x' }],
    ['$inner: Inner', { inner: { number: null } }],
    ['$inner: Inner', { inner: { number: 1.5 } }],
    ['$inner: Inner', { inner: { number: 1, other: 1 } }],
    ['$inner: Inner', { inner: { number: 1, toString: 1 } }],
    ['$inner: Inner', { inner: { number: 1, colour: 'BLUE' } }],
    ['$inner: Inner', { inner: { number: 1, tags: ['a', null] } }],
    ['$inner: Inner', { inner: { number: 1, inner: { number: 'x' } } }],
    ['$ids: [ID!]', { ids: [null] }],
    ['$number: Int', { number: '1' }],
    ['$one: One', { one: {} }],
    ['$one: Query', { one: {} }],
  ])('(%s) that are wrong, such as %j, are left to it', (variables, inputs) => {
    const { quick, usual } = both(variables, inputs);
    expect(usual.errors).not.toEqual([]);
    expect(usual.errors).toBeDefined();
    expect(quick).toBeNull();
  });

  it.each<[string, Record<string, unknown>]>([
    ['$ids: [ID!]', { ids: 'a' }],
    ['$one: One', { one: { a: 'x' } }],
    ['$number: Int = 3', {}],
    ['$__proto__: Int', { number: 1 }],
  ])('(%s) that are unusual, such as %j, are left to it', (variables, inputs) => {
    const { quick, usual } = both(variables, inputs);
    expect(usual.errors).toBeUndefined();
    expect(quick).toBeNull();
  });
});
