import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  OperationTypeNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { newId } from '../../src/common/ids/ids.js';

export interface RootField {
  readonly kind: OperationTypeNode;
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
}

/** Every field of Query, Mutation and Subscription. */
export const rootFields = (schema: GraphQLSchema): RootField[] =>
  [OperationTypeNode.QUERY, OperationTypeNode.MUTATION, OperationTypeNode.SUBSCRIPTION].flatMap((kind) =>
    Object.values(schema.getRootType(kind)?.getFields() ?? {}).map((field) => ({ kind, name: field.name, field })),
  );

/** An operation of one root field that passes these of its arguments as variables. */
export function operationOf({ kind, name, field }: RootField, variables: Record<string, unknown>): string {
  const args = field.args.filter((argument) => argument.name in variables);
  const declared = args.map((argument) => `$${argument.name}: ${argument.type.toString()}`).join(', ');
  const passed = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  return `${kind} ${declared ? `(${declared}) ` : ''}{ ${name}${passed ? `(${passed})` : ''}${selection} }`;
}

/** Values of the right types for all arguments, or for those that must be given. */
export function sampleVariables(
  field: GraphQLField<unknown, unknown>,
  which: 'all' | 'required',
): Record<string, unknown> {
  const args = which === 'all' ? field.args : field.args.filter(isRequiredArgument);
  return Object.fromEntries(args.map((argument) => [argument.name, sampleOf(argument.type)]));
}

/** A value of the right type. */
export function sampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, sampleOf(field.type)]));
  }
  switch (type.name) {
    case 'ID':
      return newId();
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return false;
    case 'DateTime':
      return '2031-05-06T07:08:09.000Z';
    default:
      return 'sample text';
  }
}
