import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLType,
} from 'graphql';
import { describe, expect, it } from 'vitest';

// The committed schema, which CI holds against the code.
const schema = buildSchema(readFileSync(new URL('../../../schema.gql', import.meta.url), 'utf8'));

interface Part {
  readonly path: string;
  readonly description?: string | null;
  readonly type?: GraphQLType;
  readonly isInput: boolean;
}

const partOf = (
  path: string,
  { description, type }: { readonly description?: string | null; readonly type: GraphQLType },
  isInput: boolean,
): Part => ({ path, description, type, isInput });

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);
const parts = types.flatMap((type): Part[] => [
  { path: type.name, description: type.description, isInput: isInputObjectType(type) },
  ...innerParts(type),
]);

function innerParts(type: GraphQLNamedType): Part[] {
  if (isEnumType(type))
    return type
      .getValues()
      .map(({ name, description }) => ({ path: `${type.name}.${name}`, description, isInput: false }));
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => partOf(`${type.name}.${field.name}`, field, true));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    partOf(`${type.name}.${field.name}`, field, false),
    ...field.args.map((argument) => partOf(`${type.name}.${field.name}(${argument.name}:)`, argument, true)),
  ]);
}

const nameOf = ({ path }: Part): string => /(\w+)(?::\))?$/.exec(path)![1]!;
const pathsOf = (found: readonly Part[]): string[] => found.map(({ path }) => path);
const isA = ({ type }: Part, name: string): boolean => type !== undefined && getNamedType(type).name === name;

describe('the schema', () => {
  it('describes every type, field, argument and enum value', () => {
    expect(parts.length).toBeGreaterThan(500);
    expect(pathsOf(parts.filter(({ description }) => !description?.trim()))).toEqual([]);
  });

  it('describes in sentences', () => {
    const texts = parts.filter(({ description }) => !/^["A-Z0-9].*[.:]$/s.test(description?.trim() ?? ''));
    expect(pathsOf(texts)).toEqual([]);
  });

  it('gives every mutation one input and one payload, named after it', () => {
    const shapes = Object.values(schema.getMutationType()!.getFields()).map(({ name, args, type }) => [
      `${name}(${args.map((argument) => `${argument.name}: ${argument.type.toString()}`).join(', ')})`,
      type.toString(),
    ]);
    const expected = Object.keys(schema.getMutationType()!.getFields()).map((name) => {
      const Name = `${name[0]!.toUpperCase()}${name.slice(1)}`;
      // Nothing can be said about it but that it be done.
      return [name === 'logout' ? 'logout()' : `${name}(input: ${Name}Input!)`, `${Name}Payload!`];
    });
    expect(shapes).toEqual(expected);
  });

  it('says of every operation that is open to all that it is', () => {
    const open = parts.filter(({ description }) => description?.includes('Needs no sign-in.'));
    // The list that test/auth-default-deny holds against the running server.
    expect(pathsOf(open).sort()).toEqual([
      ...['Mutation.login', 'Mutation.refreshSession', 'Mutation.register', 'Mutation.requestPasswordReset'],
      ...['Mutation.resetPassword', 'Query.isAccountNumberAvailable', 'Query.isEmailAvailable'],
      'Query.isUsernameAvailable',
    ]);
  });

  it('has no input and no payload that nothing uses', () => {
    const used = new Set(parts.flatMap(({ type }) => (type ? [getNamedType(type).name] : [])));
    const loose = types.filter(({ name }) => /(Input|Payload|Connection|Edge)$/.test(name) && !used.has(name));
    expect(loose.map(({ name }) => name)).toEqual([]);
  });

  it('calls times by names that end in At or Until', () => {
    const times = parts.filter((part) => isA(part, 'DateTime'));
    expect(times.length).toBeGreaterThan(20);
    expect(pathsOf(times.filter((part) => !/(^at|At|^until|Until)$/.test(nameOf(part))))).toEqual([]);
  });

  it('names things in inputs by their kind: roomId, userIds', () => {
    const ids = parts.filter((part) => part.isInput && isA(part, 'ID') && !/(Id|Ids)$/.test(nameOf(part)));
    // Queries for one thing take its id; who is mentioned is what front ends know as `mentions`.
    const queries = ['attachment', 'conversation', 'message', 'room', 'user'].map((name) => `Query.${name}(id:)`);
    expect(pathsOf(ids).sort()).toEqual([...queries, 'EditMessageInput.mentions', 'SendMessageInput.mentions'].sort());
  });

  it('has no holes in lists', () => {
    const listed = (type: GraphQLType): GraphQLType | null =>
      isNonNullType(type) ? listed(type.ofType) : isListType(type) ? type.ofType : null;
    const holed = parts.filter(({ type }) => {
      const item = type && listed(type);
      return item && !isNonNullType(item);
    });
    expect(pathsOf(holed)).toEqual([]);
  });

  it('gives every connection the four arguments of Relay, edges and pageInfo', () => {
    const connections = types.filter(({ name }) => name.endsWith('Connection'));
    for (const type of connections)
      expect(isObjectType(type) && Object.keys(type.getFields()).sort()).toEqual(['edges', 'pageInfo']);
    const fields = types.flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields()).filter((field) => getNamedType(field.type).name.endsWith('Connection'))
        : [],
    );
    for (const { name, args } of fields)
      expect([name, args.map((argument) => `${argument.name}: ${argument.type.toString()}`)]).toEqual([
        name,
        expect.arrayContaining(['after: String', 'before: String', 'first: Int', 'last: Int']),
      ]);
  });

  it('lets all members of a union be selected in one operation: what they share by name they share by type', () => {
    for (const union of types.filter(isUnionType)) {
      const typeOf = new Map<string, string>();
      const clashes = union.getTypes().flatMap((type) =>
        Object.values(type.getFields()).filter((field) => {
          const known = typeOf.get(field.name) ?? String(field.type);
          typeOf.set(field.name, known);
          return known !== String(field.type);
        }),
      );
      expect(clashes.map(({ name }) => `${union.name}.${name}`)).toEqual([]);
    }
  });

  it('answers with nothing that is secret', () => {
    const outputs = parts.filter(({ isInput, type }) => !isInput && type !== undefined);
    const telling = outputs.filter((part) => /password|hash|secret|salt|fingerprint|key$/i.test(nameOf(part)));
    // Operations, not values: what they answer is looked at like everything else.
    expect(pathsOf(telling)).toEqual([
      'Mutation.changePassword',
      'Mutation.requestPasswordReset',
      'Mutation.resetPassword',
    ]);
    expect(pathsOf(outputs.filter((part) => /token/i.test(nameOf(part)))).sort()).toEqual([
      ...['LoginPayload.accessToken', 'LoginPayload.refreshToken'],
      ...['RefreshSessionPayload.accessToken', 'RefreshSessionPayload.refreshToken'],
      ...['RegisterPayload.accessToken', 'RegisterPayload.refreshToken'],
    ]);
    const emails = outputs.filter((part) => /email|phone/i.test(nameOf(part)) && !part.path.startsWith('Query.'));
    expect(pathsOf(emails)).toEqual(['Me.email', 'Me.phone']);
  });
});
