import {
  execute,
  GraphQLEnumType,
  GraphQLError,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  getIntrospectionQuery,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLFieldConfigMap,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { OperationExecutor } from './operation-executor.js';

const Odd = new GraphQLScalarType({
  name: 'Odd',
  serialize: (value) => {
    if (value === 'none') return null;
    if (typeof value !== 'number' || value % 2 === 0) throw new Error(`not odd: ${String(value)}`);
    return `odd ${value}`;
  },
});
const Colour = new GraphQLEnumType({ name: 'Colour', values: { RED: { value: 1 }, BLUE: { value: 'b' } } });
const Filter = new GraphQLInputObjectType({
  name: 'Filter',
  fields: { least: { type: GraphQLInt, defaultValue: 3 }, colours: { type: new GraphQLList(Colour) } },
});

const failing = (): never => {
  throw new GraphQLError('refused', { extensions: { code: 'FORBIDDEN' } });
};
const later = async <T>(make: () => T): Promise<T> => {
  await Promise.resolve();
  return make();
};
const arguments_ = {
  x: { type: GraphQLInt },
  filter: { type: Filter },
  must: { type: new GraphQLNonNull(GraphQLInt), defaultValue: 1 },
};

/** Every sort of value that a field may have, at once or owed. */
const fields = (): GraphQLFieldConfigMap<unknown, unknown> => ({
  id: { type: new GraphQLNonNull(GraphQLID), resolve: () => 7 },
  text: { type: GraphQLString },
  method: { type: GraphQLString, args: arguments_ },
  number: { type: GraphQLInt, resolve: () => 2 ** 40 },
  odd: { type: Odd, resolve: () => 3 },
  even: { type: Odd, resolve: () => 2 },
  none: { type: Odd, resolve: () => 'none' },
  colour: { type: Colour, resolve: () => 'b' },
  colours: { type: new GraphQLNonNull(new GraphQLList(Colour)), resolve: () => [1, later(() => 'b'), 'green', null] },
  echo: { type: GraphQLString, args: arguments_, resolve: (_source, args) => JSON.stringify(args) },
  where: {
    type: GraphQLString,
    resolve: (_source, _args, _context, info) =>
      `${info.parentType.name}.${JSON.stringify(info.path.prev?.key ?? null)}.${info.path.key}`,
  },
  failing: { type: GraphQLString, resolve: failing },
  failingLater: { type: GraphQLString, resolve: () => later(failing) },
  returned: { type: GraphQLString, resolve: () => new Error('returned') },
  thrown: {
    type: GraphQLString,
    resolve: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- resolvers may throw anything
      throw 'a string';
    },
  },
  needed: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
  neededLater: { type: new GraphQLNonNull(GraphQLString), resolve: () => later(() => undefined) },
  self: { type: Node, resolve: () => source },
  selfLater: { type: new GraphQLNonNull(Node), resolve: () => later(() => source) },
  nodes: { type: new GraphQLList(new GraphQLNonNull(Node)), resolve: () => new Set([source, source]) },
  mixed: {
    type: new GraphQLList(Node),
    resolve: () => [later(() => source), null, source, later(failing), new Error('an item')],
  },
  strict: { type: new GraphQLList(new GraphQLNonNull(Node)), resolve: () => later(() => [source, later(() => null)]) },
  noList: { type: new GraphQLList(GraphQLString), resolve: () => 'text' },
  either: {
    type: new GraphQLList(Either),
    resolve: () => [source, other, later(() => other), {}, { __typename: 'Query' }, { __typename: 'Nobody' }],
  },
  named: { type: new GraphQLList(Named), resolve: () => [other, source, 5] },
});

const source = {
  text: 'a text',
  method: (args: unknown) => later(() => JSON.stringify(args)),
  __typename: 'Node',
  name: 'node',
};
const other = { __typename: 'Other', name: later(() => 'other'), isOther: true };

const Named = new GraphQLInterfaceType({
  name: 'Named',
  fields: { name: { type: GraphQLString } },
  resolveType: (value) => later(() => (value as { __typename?: string }).__typename),
});
const Node: GraphQLObjectType = new GraphQLObjectType({
  name: 'Node',
  interfaces: [Named],
  fields: () => ({ ...fields(), name: { type: GraphQLString } }),
});
const Other = new GraphQLObjectType({
  name: 'Other',
  interfaces: [Named],
  fields: () => ({ name: { type: GraphQLString }, node: { type: Node, resolve: () => source } }),
  isTypeOf: (value) => later(() => (value as { isOther?: boolean }).isOther === true),
});
const Either = new GraphQLUnionType({ name: 'Either', types: [Node, Other] });
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields }),
  mutation: new GraphQLObjectType({ name: 'Mutation', fields }),
  subscription: new GraphQLObjectType({ name: 'Subscription', fields }),
  types: [Node, Other],
});

/**
 * As a client reads it; errors in no order, for the specification has none. Of several errors that are found together
 * below a place which one of them makes null, any may be told.
 */
function read({ data, errors }: ExecutionResult): unknown {
  const told = errors?.map((error) => {
    const place = nullAbove(data, error.path ?? []);
    return place === null ? JSON.stringify(error) : `something below ${place}`;
  });
  return { json: JSON.stringify(data), isThere: data !== undefined, errors: told && [...new Set(told)].sort() };
}

/** The place above an error's that is null; null when there is none. */
function nullAbove(data: unknown, path: readonly (string | number)[]): string | null {
  let value = data;
  for (const [index, key] of path.entries()) {
    if (value === null) return path.slice(0, index).join('.');
    value = (value as Record<string | number, unknown> | undefined)?.[key];
  }
  return null;
}

async function expectSame(
  text: string,
  variableValues: Record<string, unknown> = {},
  operationName?: string,
): Promise<void> {
  const document = parse(text);
  const args = { schema, document, variableValues, operationName, rootValue: source, contextValue: {} };
  const expected = read(await execute(args));
  const executor = new OperationExecutor();
  for (let use = 1; use <= 4; use += 1) expect(read(await executor.execute(args)), text).toEqual(expected);
}

describe('the compiled executor answers what graphql-js does', () => {
  const composite = new Set(['self', 'selfLater', 'nodes', 'mixed', 'strict', 'either', 'named']);
  const leaves = Object.keys(Node.getFields()).filter((name) => !composite.has(name));

  it.each(leaves)('for the field %s', async (name) => {
    await expectSame(`{ ${name === 'name' ? 'text' : name} self { ${name} } nodes { ${name} } }`);
    await expectSame(`mutation { id ${name === 'name' ? 'text' : name} self { ${name} } last: id }`);
  });

  it.each([...composite])('for objects and lists: %s', async (name) => {
    const below =
      name === 'either' || name === 'named'
        ? '__typename ... on Node { id where } ... on Other { name node { text } }'
        : '__typename where id';
    await expectSame(`{ ${name} { ${below} } text }`);
    await expectSame(`subscription { ${name} { ${below} } }`);
  });

  it.each([
    ['aliases and merged fields', '{ a: self { id } a: self { text } __proto__: text constructor: id }'],
    [
      'fragments',
      '{ ...F self { ...G } } fragment F on Query { text self { text } } fragment G on Named { name ... on Node { id } ... on Other { name } }',
    ],
    ['introspection', getIntrospectionQuery()],
    [
      'a type by name',
      '{ __type(name: "Node") { fields { name type { kind ofType { name } } } } __schema { queryType { name } } }',
    ],
    [
      'literal arguments',
      '{ echo(x: 5, filter: { colours: [RED, BLUE] }) method(filter: {}) b: echo(x: null) c: echo }',
    ],
  ])('for %s', (_name, text) => expectSame(text));

  it.each([
    [{ x: 5, c: 'RED', f: { least: 4 } }],
    [{ x: null, c: null }],
    [{}],
    [{ x: 'five' }],
    [{ x: 1.5, f: { colours: ['GREEN'], unknown: 1 } }],
  ])('for the variables %j', (variables) =>
    expectSame(
      'query ($x: Int, $c: Colour = BLUE, $f: Filter = { least: 9 }) { echo(x: $x, filter: $f) b: echo(filter: { colours: [$c] }, must: 4) }',
      variables,
    ),
  );

  it('for a null that comes to an argument that must not be null', () =>
    expectSame('query ($x: Int = 1) { echo(must: $x) text }', { x: null }));

  it('for every set of values of @skip and @include', async () => {
    const text = `query ($a: Boolean!, $b: Boolean = true) {
      text @skip(if: $a) self { id @include(if: $b) ... @skip(if: $b) { text } ...F @include(if: $a) } }
      fragment F on Node { where @skip(if: false) echo @include(if: false) }`;
    for (const a of [true, false]) for (const b of [true, false, undefined]) await expectSame(text, { a, b });
    const document = parse(text);
    const executor = new OperationExecutor();
    for (let use = 0; use < 3; use += 1)
      for (const a of [true, false]) {
        const args = { schema, document, variableValues: { a, b: !a }, rootValue: source };
        expect(read(await executor.execute(args))).toEqual(read(await execute(args)));
      }
  });

  it('for a document of several operations', async () => {
    const text = 'query A { text } query B { self { id } } mutation C { needed failing }';
    for (const name of ['A', 'B', 'C', 'D', undefined]) await expectSame(text, {}, name);
  });

  it('for three thousand documents made at random', async () => {
    const random = generator(20261121);
    for (let count = 0; count < 3000; count += 1) {
      const text = `${['query', 'mutation', 'subscription'][random(3)]} ${selection(random, 3, Node)}`;
      const document = parse(text);
      if (validate(schema, document).length > 0) continue;
      await expectSame(text);
    }
  });
});

it('a failed mutation keeps the next from beginning', async () => {
  const begun: string[] = [];
  const field = (name: string, fails: boolean) => ({
    type: new GraphQLNonNull(GraphQLString),
    resolve: () => {
      begun.push(name);
      return later(() => (fails ? failing() : name));
    },
  });
  const mutation = new GraphQLObjectType({
    name: 'Mutation',
    fields: { a: field('a', false), b: field('b', true), c: field('c', false) },
  });
  const own = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { a: { type: GraphQLInt } } }),
    mutation,
  });
  const executor = new OperationExecutor();
  const args = { schema: own, document: parse('mutation { a b c }') };
  await executor.execute(args);
  begun.length = 0;
  expect((await executor.execute(args)).data).toBeNull();
  expect(begun).toEqual(['a', 'b']);
});

describe('events of one subscription', () => {
  it('share variables that are coerced once, however many events there are', async () => {
    let parsed = 0;
    const Counted = new GraphQLScalarType({
      name: 'Counted',
      parseValue: (value) => `${String(value)}${(parsed += 1)}`,
    });
    const args = { a: { type: Counted } };
    const query = new GraphQLObjectType({
      name: 'Query',
      fields: { a: { type: GraphQLString, args, resolve: (source, given) => `${String(source)} ${String(given.a)}` } },
    });
    const schema = new GraphQLSchema({ query });
    const document = parse('query ($a: Counted) { a(a: $a) }');
    const executor = new OperationExecutor();
    const run = async (rootValue: string, variableValues: object): Promise<unknown> =>
      (await executor.executeEvent({ schema, document, rootValue, variableValues: { ...variableValues } })).data?.a;
    await run('before', { a: 'x' });
    parsed = 0;
    const variableValues = { a: 'y' };
    const told: unknown[] = [];
    for (const rootValue of ['one', 'two'])
      told.push((await executor.executeEvent({ schema, document, rootValue, variableValues })).data?.a);
    told.push(await run('three', { a: 'z' }));
    expect(told).toEqual(['one y1', 'two y1', 'three z2']);
  });
});

/** A selection of fields of the node, with what may be below them. */
function selection(random: (below: number) => number, depth: number, type: GraphQLObjectType): string {
  const names = Object.keys(type.getFields()).filter((name) => name !== 'name' || type === Node);
  const parts = Array.from({ length: 1 + random(4) }, () => {
    const name = names[random(names.length)] as string;
    if (name === 'name') return 'text';
    if (!['self', 'selfLater', 'nodes', 'mixed', 'strict', 'either', 'named'].includes(name)) return name;
    if (depth === 0) return 'id';
    const inner = selection(random, depth - 1, Node);
    const alias = random(3) === 0 ? `a${random(3)}: ` : '';
    return name === 'either' || name === 'named'
      ? `${alias}${name} { __typename ... on Node ${inner} }`
      : `${alias}${name} ${inner}`;
  });
  return `{ ${parts.join(' ')} }`;
}

/** Numbers below a bound, the same in each run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
