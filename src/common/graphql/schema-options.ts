import type { GqlModuleOptions } from '@nestjs/graphql';
import { isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';

const ROOTS = {
  Query: 'What can be read. Everything but what says so needs a signed-in viewer, over HTTP and the socket alike.',
  Mutation: 'What can be done: one `input` and one payload each. An answer means that it is stored for good.',
  Subscription:
    'What can be followed over graphql-ws. `inbox` tells everything and resumes without loss, `conversationEvents` does so for one conversation; the others tell what happens from now on.',
} as const;

/** Nest makes the root types by itself and has no place for what they are. */
function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, description] of Object.entries(ROOTS)) {
    const type = schema.getType(name);
    if (type) type.description = description;
  }
  return schema;
}

/**
 * Takes away what Nest puts around every field that is simply a property, so that executors read the property. A reader
 * that looks at another property, or has a value for none, stays.
 */
function unwrapProperties(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) if (isPropertyReader(field)) delete field.resolve;
  }
  return schema;
}

function isPropertyReader({ name, resolve }: GraphQLField<unknown, unknown>): boolean {
  if (resolve?.name !== 'rootFieldResolver') return false;
  const read: unknown[] = [];
  const probe = new Proxy({}, { get: (_, key) => void read.push(key) });
  const fallback: unknown = resolve(probe, {}, undefined, undefined as never);
  return fallback === undefined && read.length === 1 && read[0] === name;
}

/** How the schema is made from the code; the server and `npm run schema` share it. */
export const schemaOptions = {
  autoSchemaFile: true,
  sortSchema: true,
  buildSchemaOptions: { numberScalarMode: 'integer' },
  transformSchema: (schema: GraphQLSchema) => unwrapProperties(describeRoots(schema)),
} satisfies Partial<GqlModuleOptions>;
