import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, getVariableValues, Kind, parse, validate, type OperationDefinitionNode } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const examples = new URL('src/examples/', import.meta.url);
const operations = new URL('src/operations/', import.meta.url);

const KNOWN_PLACEHOLDERS = [
  'uuid',
  'accountNumber',
  'userId',
  'otherUserId',
  'conversationId',
  'roomId',
  'roomConversationId',
  'messageId',
];

const namesIn = (folder: URL, ending: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort();
const read = (folder: URL, name: string) => readFileSync(new URL(name, folder), 'utf8');

function soleOperation(source: string): OperationDefinitionNode {
  const [first, ...others] = parse(source).definitions;
  expect(others).toEqual([]);
  if (first?.kind !== Kind.OPERATION_DEFINITION) throw new Error('not an operation');
  return first;
}

/** Puts a UUID in place of every placeholder, which any kind of id accepts. */
function filled(json: string): Record<string, unknown> {
  const text = json.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    expect(KNOWN_PLACEHOLDERS).toContain(name);
    return '0190b6a0-7c3e-4f6a-9d2b-3c5e8f7a1b2d';
  });
  return JSON.parse(text) as Record<string, unknown>;
}

describe('playground operations', () => {
  let schema: ReturnType<typeof buildSchema>;

  beforeAll(() => {
    const path = fileURLToPath(new URL('schema.gql', root));
    if (!existsSync(path)) throw new Error('schema.gql is missing: start the server once, which generates it.');
    schema = buildSchema(readFileSync(path, 'utf8'));
  });

  it.each([
    ...namesIn(examples, '.graphql').map((name) => [name, read(examples, name)] as const),
    ...namesIn(operations, '.graphql').map((name) => [name, read(operations, name)] as const),
  ])('%s asks for what the schema has', (_name, source) => {
    expect(validate(schema, parse(source)).map((error) => error.message)).toEqual([]);
  });

  it.each(namesIn(examples, '.graphql'))('%s comes with variables that the schema takes', (name) => {
    const operation = soleOperation(read(examples, name));
    const definitions = operation.variableDefinitions ?? [];
    const file = name.replace('.graphql', '.json');
    const variables = existsSync(new URL(file, examples)) ? filled(read(examples, file)) : {};

    expect(Object.keys(variables).sort()).toEqual(definitions.map((node) => node.variable.name.value).sort());
    const { errors } = getVariableValues(schema, definitions, variables);
    expect((errors ?? []).map((error) => error.message)).toEqual([]);
  });

  it('gives every tab a name of its own', () => {
    const names = namesIn(examples, '.graphql').map((name) => soleOperation(read(examples, name)).name?.value);
    expect(names).not.toContain(undefined);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has no variables without an operation', () => {
    const known = namesIn(examples, '.graphql').map((name) => name.replace('.graphql', '.json'));
    expect(known).toEqual(expect.arrayContaining(namesIn(examples, '.json')));
  });
});
