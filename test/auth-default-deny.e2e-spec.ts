import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpDoor, SocketDoor, type Door } from './support/clients.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

/** Everything that works without a sign-in. Whoever adds to this list should be able to say why. */
const PUBLIC = [
  'Mutation.login',
  'Mutation.refreshSession',
  'Mutation.register',
  'Mutation.requestPasswordReset',
  'Mutation.resetPassword',
  'Query.isAccountNumberAvailable',
  'Query.isEmailAvailable',
  'Query.isUsernameAvailable',
];

let world: World;
let node: ServerNode;
let schema: GraphQLSchema;
const sockets: SocketDoor[] = [];

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
  schema = node.app.get(GraphQLSchemaHost, { strict: false }).schema;
});
afterAll(async () => {
  await Promise.all(sockets.map((socket) => socket.dispose()));
  await world.close();
});

/** A value that the type takes, as small as can be. */
function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) return `{ ${required(Object.values(type.getFields()))} }`;
  return { Int: '1', Float: '1', Boolean: 'true', DateTime: '"2026-01-01T00:00:00.000Z"' }[type.name] ?? '"x"';
}

const required = (inputs: readonly (GraphQLArgument | GraphQLInputField)[]): string =>
  inputs
    .filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
    .map(({ name, type }) => `${name}: ${literal(type)}`)
    .join(', ');

function call(field: GraphQLField<unknown, unknown>): string {
  const given = required(field.args);
  return `${field.name}${given ? `(${given})` : ''}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`;
}

const fieldsOf = (type: GraphQLObjectType | null | undefined) => Object.values(type?.getFields() ?? {});

async function openFields(door: Door): Promise<string[]> {
  const open: string[] = [];
  for (const [operation, type] of [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const)
    for (const field of fieldsOf(type)) {
      const code = await door.codeOf(`${operation} { ${call(field)} }`);
      if (code !== 'UNAUTHENTICATED') open.push(`${type!.name}.${field.name}`);
    }
  return open.sort();
}

function socket(): SocketDoor {
  const opened = new SocketDoor(node.url);
  sockets.push(opened);
  return opened;
}

describe('without a token', () => {
  it('nothing but these operations is let in over HTTP', async () => {
    expect(await openFields(new HttpDoor(node.url))).toEqual(PUBLIC);
  });

  it('nothing but these operations is let in over a socket', async () => {
    expect(await openFields(socket())).toEqual(PUBLIC);
  });

  it('no subscription is let in', async () => {
    const names = fieldsOf(schema.getSubscriptionType());
    for (const field of names) {
      const collector = socket().subscribe(`subscription { ${call(field)} }`);
      await collector.ended();
      expect([field.name, collector.errors?.[0]?.extensions.code]).toEqual([field.name, 'UNAUTHENTICATED']);
    }
  });
});

describe('with a bad token', () => {
  it('public operations still work, so that one can sign in again', async () => {
    const door = new HttpDoor(node.url, 'x.y.z');
    expect(await door.codeOf('{ isUsernameAvailable(username: "somebody") }')).toBeNull();
    expect(await door.codeOf('{ me { id } }')).toBe('UNAUTHENTICATED');
  });
});
