import { getNamedType, isListType, isNonNullType, isObjectType, type GraphQLSchema, type GraphQLType } from 'graphql';

const isList = (type: GraphQLType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

const isConnection = (type: GraphQLType): boolean => getNamedType(type).name.endsWith('Connection');

/** Every field of the schema that answers several things, as `Type.field`; `edges` belong to their connection. */
export function listFieldsOf(schema: GraphQLSchema): { readonly lists: string[]; readonly connections: string[] } {
  const lists: string[] = [];
  const connections: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || type.name.endsWith('Connection')) continue;
    for (const field of Object.values(type.getFields())) {
      if (isConnection(field.type)) connections.push(`${type.name}.${field.name}`);
      else if (isList(field.type)) lists.push(`${type.name}.${field.name}`);
    }
  }
  return { lists: lists.sort(), connections: connections.sort() };
}
