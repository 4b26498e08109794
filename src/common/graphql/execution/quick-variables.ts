import {
  isInputObjectType,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';

type Inputs = Readonly<Record<string, unknown>>;
type Coerce = (value: unknown) => unknown;

/** The variables as the schema has them; null when something is wrong with them, or unusual. */
export type QuickVariables = (inputs: Inputs) => Record<string, unknown> | null;

const UNFIT = Symbol('unfit');
/** As a name it would change what an object is. */
const FORBIDDEN = '__proto__';

/**
 * CoerceVariableValues of the specification (https://spec.graphql.org/October2021/#CoerceVariableValues()) for one operation.
 * graphql-js looks at the types anew for each value, and keeps the path to it for an error that nearly never comes; that was
 * a twentieth of a send (docs/performance.md). Here the types are looked at once. There are no errors: whatever does not
 * fit is left to graphql-js, so that its words are the only ones.
 */
export function quickVariablesFor(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): QuickVariables {
  const variables = variableDefinitions.map(({ variable, type, defaultValue }) => ({
    name: variable.name.value,
    coerce: coercionOf(typeOf(schema, type)),
    isNeeded: type.kind === 'NonNullType' || defaultValue !== undefined,
  }));
  if (variables.some(({ name }) => name === FORBIDDEN)) return () => null;
  return (inputs) => {
    const coerced: Record<string, unknown> = {};
    for (const { name, coerce, isNeeded } of variables) {
      if (!Object.hasOwn(inputs, name)) {
        if (isNeeded) return null;
        continue;
      }
      const value = coerce(inputs[name]);
      if (value === UNFIT) return null;
      coerced[name] = value;
    }
    return coerced;
  };
}

function typeOf(schema: GraphQLSchema, node: TypeNode): GraphQLInputType | null {
  const type = typeFromAST(schema, node);
  return isInputType(type) ? type : null;
}

const unfit: Coerce = () => UNFIT;

function coercionOf(type: GraphQLInputType | null): Coerce {
  if (type === null) return unfit;
  if (isNonNullType(type)) {
    const coerce = coercionOf(type.ofType);
    return (value) => (value === null || value === undefined ? UNFIT : coerce(value));
  }
  const coerce = isListType(type)
    ? listCoercion(type.ofType)
    : isInputObjectType(type)
      ? objectCoercion(type)
      : isLeafType(type)
        ? leafCoercion(type)
        : unfit;
  return (value) => (value === null || value === undefined ? null : coerce(value));
}

/** Of lists alone: a single value in place of a list is unusual. */
function listCoercion(itemType: GraphQLInputType): Coerce {
  const coerce = coercionOf(itemType);
  return (list) => {
    if (!Array.isArray(list)) return UNFIT;
    const coerced: unknown[] = [];
    for (const item of list) {
      const value = coerce(item);
      if (value === UNFIT) return UNFIT;
      coerced.push(value);
    }
    return coerced;
  };
}

function objectCoercion(type: GraphQLInputObjectType): Coerce {
  if (type.isOneOf) return unfit;
  let fields: { readonly name: string; readonly coerce: Coerce; readonly absent: unknown }[] | null = null;
  const names = new Set(Object.keys(type.getFields()));
  if (names.has(FORBIDDEN)) return unfit;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return UNFIT;
    // When first needed: input types may hold themselves.
    fields ??= Object.values(type.getFields()).map((field) => ({
      name: field.name,
      coerce: coercionOf(field.type),
      absent: field.defaultValue === undefined && isNonNullType(field.type) ? UNFIT : field.defaultValue,
    }));
    for (const name of Object.keys(value)) if (!names.has(name)) return UNFIT;
    const coerced: Record<string, unknown> = {};
    for (const { name, coerce, absent } of fields) {
      const given = (value as Inputs)[name];
      const own = given === undefined ? absent : coerce(given);
      if (own === UNFIT) return UNFIT;
      if (own !== undefined) coerced[name] = own;
    }
    return coerced;
  };
}

function leafCoercion(type: GraphQLLeafType): Coerce {
  return (value) => {
    try {
      const parsed: unknown = type.parseValue(value);
      return parsed === undefined ? UNFIT : parsed;
    } catch {
      return UNFIT;
    }
  };
}
