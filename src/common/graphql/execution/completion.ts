import {
  defaultTypeResolver,
  GraphQLError,
  GraphQLBoolean,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { inspect } from 'graphql/jsutils/inspect.js';
import { executeFields } from './execute-fields.js';
import { isoText } from './iso-text.js';
import { Gathering, isPromise, Later } from './later.js';
import type { Completion, PlannedField, PlannedSelection } from './plan.js';
import { keysOf, type Place, type Run } from './run.js';

/** CompleteValue of the specification for one type, https://spec.graphql.org/October2021/#CompleteValue() */
export function completionOf(type: GraphQLOutputType, field: PlannedField): Completion {
  if (isNonNullType(type)) return completionOfNonNull(completionOf(type.ofType, field), field);
  const complete = nullableCompletionOf(type, field);
  return (run, value, place, fieldPlace) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    return complete(run, value, place, fieldPlace);
  };
}

function nullableCompletionOf(type: GraphQLOutputType, field: PlannedField): Completion {
  if (isListType(type)) return completionOfList(type.ofType as GraphQLOutputType, field);
  if (isLeafType(type)) return completionOfLeaf(type);
  if (isAbstractType(type)) return completionOfAbstract(type, field);
  if (isObjectType(type)) return completionOfObject(type, field);
  throw new Error(`not a type of an answer: ${String(type)}`);
}

function completionOfNonNull(complete: Completion, field: PlannedField): Completion {
  return (run, value, place, fieldPlace) => {
    const completed = complete(run, value, place, fieldPlace);
    if (completed === null)
      throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.name}.`);
    return completed;
  };
}

function completionOfList(itemType: GraphQLOutputType, field: PlannedField): Completion {
  const complete = completionOf(itemType, field);
  const isNullable = !isNonNullType(itemType);
  const failed = (run: Run, raw: unknown, place: Place): null => {
    const error = locatedError(raw, field.nodes, keysOf(place));
    if (!isNullable) throw error;
    run.add(error, place);
    return null;
  };
  const completeItem = (run: Run, item: unknown, place: Place, fieldPlace: Place | undefined): unknown => {
    try {
      const completed = isPromise(item)
        ? Later.of(item, (settled) => complete(run, settled, place, fieldPlace))
        : complete(run, item, place, fieldPlace);
      return completed instanceof Later ? completed.rescue((error) => failed(run, error, place)) : completed;
    } catch (error) {
      return failed(run, error, place);
    }
  };
  return (run, value, place, fieldPlace) => {
    const list = listOf(value, field);
    const answer = new Array<unknown>(list.length);
    let owed: Gathering<unknown[]> | null = null;
    for (let index = 0; index < list.length; index += 1) {
      const item = completeItem(run, list[index], { prev: place, key: index, typename: undefined }, fieldPlace);
      if (item instanceof Later) (owed ??= new Gathering(answer)).expect(item, index);
      else answer[index] = item;
    }
    return owed ? owed.seal() : answer;
  };
}

function listOf(value: unknown, field: PlannedField): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function')
    return [...(value as Iterable<unknown>)];
  throw new GraphQLError(`Expected Iterable, but did not find one for field "${field.parentType.name}.${field.name}".`);
}

/** Values that are answered as they are; for all others `serialize` is asked. */
const PLAIN = new Map<GraphQLLeafType, (value: unknown) => boolean>([
  [GraphQLString, (value) => typeof value === 'string'],
  [GraphQLID, (value) => typeof value === 'string'],
  [GraphQLBoolean, (value) => typeof value === 'boolean'],
  [GraphQLInt, (value) => typeof value === 'number' && (value | 0) === value],
]);

/** Writes what JSON would make of a date in a fifth of the time; everything else is left to the scalar. */
const completeDateTime: Completion = (_run, value) => {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return isoText(value.getTime());
  return completeBy(GraphQLDateTime, value);
};

function completionOfLeaf(type: GraphQLLeafType): Completion {
  if (type.name === GraphQLDateTime.name) return completeDateTime;
  const isPlain = PLAIN.get(type) ?? (() => false);
  return (_run, value) => (isPlain(value) ? value : completeBy(type, value));
}

function completeBy(type: GraphQLLeafType, value: unknown): unknown {
  const serialized: unknown = type.serialize(value);
  if (serialized === null || serialized === undefined)
    throw new Error(
      `Expected \`${type.name}.serialize(${inspect(value)})\` to return non-nullable value, ` +
        `returned: ${inspect(serialized)}`,
    );
  return serialized;
}

function completionOfObject(type: GraphQLObjectType, field: PlannedField): Completion {
  let selection: PlannedSelection | null = null;
  // Planned on the first value: types that never come cost nothing.
  const execute: Completion = (run, value, place) =>
    executeFields(run, (selection ??= field.operation.selectionOf(type, field.nodes)), value, place);
  const { isTypeOf } = type;
  if (!isTypeOf) return execute;
  const checked = (fits: boolean, ...[run, value, place, fieldPlace]: Parameters<Completion>): unknown => {
    if (fits) return execute(run, value, place, fieldPlace);
    const nodes = field.nodes;
    throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, { nodes });
  };
  return (run, value, place, fieldPlace) => {
    const fits = isTypeOf.call(type, value, run.context, field.info(run, fieldPlace));
    return isPromise(fits)
      ? Later.of(fits, (settled) => checked(Boolean(settled), run, value, place, fieldPlace))
      : checked(fits, run, value, place, fieldPlace);
  };
}

function completionOfAbstract(type: GraphQLAbstractType, field: PlannedField): Completion {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const completions = new Map<string, Completion>();
  const completionFor = (name: unknown, value: unknown): Completion => {
    const known = completions.get(name as string);
    if (known) return known;
    const made = completionOfObject(runtimeType(name, type, field, value), field);
    completions.set(name as string, made);
    return made;
  };
  return (run, value, place, fieldPlace) => {
    const name: unknown = resolveType(value, run.context, field.info(run, fieldPlace), type);
    return isPromise(name)
      ? Later.of(name, (settled) => completionFor(settled, value)(run, value, place, fieldPlace))
      : completionFor(name, value)(run, value, place, fieldPlace);
  };
}

/** The object type of this name, with graphql-js' own words where it is none that the abstract type can be. */
function runtimeType(name: unknown, type: GraphQLAbstractType, field: PlannedField, value: unknown): GraphQLObjectType {
  const { schema } = field.operation;
  const place = `${field.parentType.name}.${field.name}`;
  const { nodes } = field;
  if (name === null || name === undefined)
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${place}". Either the ` +
        `"${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  if (typeof name !== 'string')
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${place}" with ` +
        `value ${inspect(value)}, received "${inspect(name)}".`,
    );
  const found = schema.getType(name);
  const refused = (message: string): GraphQLError => new GraphQLError(message, { nodes });
  if (!found)
    throw refused(
      `Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`,
    );
  if (!isObjectType(found)) throw refused(`Abstract type "${type.name}" was resolved to a non-object type "${name}".`);
  if (!schema.isSubType(type, found))
    throw refused(`Runtime Object type "${found.name}" is not a possible type for "${type.name}".`);
  return found;
}
