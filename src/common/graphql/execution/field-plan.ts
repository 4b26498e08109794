import {
  defaultFieldResolver,
  getArgumentValues,
  isCompositeType,
  getNamedType,
  isNonNullType,
  Kind,
  locatedError,
  TypeNameMetaFieldDef,
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { completionOf } from './completion.js';
import { isPromise, Later } from './later.js';
import type { Completion, PlannedField, PlannedOperation } from './plan.js';
import { keysOf, type Place, type Run } from './run.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** Resolvers that read nothing of the fourth argument: it need not be made for them. */
const uninformed = new WeakSet<object>();

/** Says that a resolver does without `info`. */
export function ignoresInfo<Resolve extends object>(resolver: Resolve): Resolve {
  uninformed.add(resolver);
  return resolver;
}

/** One field of a selection: all that can be known before there is a value. */
export class FieldPlan implements PlannedField {
  readonly name: string;
  private readonly resolver: Resolver | null;
  private readonly isInformed: boolean;
  /** Whether its place is needed even when all goes well: for what is below it, or for `info`. */
  private readonly isPlaced: boolean;
  private readonly isNullable: boolean;
  private readonly takesArguments: boolean;
  private readonly fromVariables: readonly VariableArgument[] | null;
  private readonly typename: string | null;
  private readonly complete: Completion;

  constructor(
    readonly operation: PlannedOperation,
    readonly parentType: GraphQLObjectType,
    readonly definition: GraphQLField<unknown, unknown>,
    readonly key: string,
    readonly nodes: readonly FieldNode[],
  ) {
    this.name = definition.name;
    const { resolve } = definition;
    this.resolver = resolve && resolve !== defaultFieldResolver ? resolve : null;
    this.isInformed = this.resolver !== null && !uninformed.has(this.resolver);
    this.isPlaced = this.isInformed || isCompositeType(getNamedType(definition.type));
    this.isNullable = !isNonNullType(definition.type);
    this.takesArguments = definition.args.length > 0;
    this.fromVariables = variableArguments(definition, nodes[0] as FieldNode);
    this.typename = definition === TypeNameMetaFieldDef ? parentType.name : null;
    this.complete = completionOf(definition.type, this);
  }

  execute(run: Run, source: unknown, parent: Place | undefined): unknown {
    if (this.typename !== null) return this.typename;
    const place = this.isPlaced ? this.placeBelow(parent) : undefined;
    try {
      const value = this.resolver ? this.ask(run, source, place) : this.read(run, source, parent);
      const completed = isPromise(value)
        ? Later.of(value, (settled) => this.complete(run, settled, place, place))
        : this.complete(run, value, place, place);
      if (completed instanceof Later)
        return completed.rescue((error) => this.failed(run, error, place ?? this.placeBelow(parent)));
      return completed;
    } catch (error) {
      return this.failed(run, error, place ?? this.placeBelow(parent));
    }
  }

  info(run: Run, place: Place | undefined): GraphQLResolveInfo {
    return {
      fieldName: this.name,
      fieldNodes: this.nodes,
      returnType: this.definition.type,
      parentType: this.parentType,
      path: place as GraphQLResolveInfo['path'],
      schema: run.schema,
      fragments: run.fragments,
      rootValue: run.rootValue,
      operation: run.operation,
      variableValues: run.variables,
    };
  }

  private ask(run: Run, source: unknown, place: Place | undefined): unknown {
    const info = this.isInformed ? this.info(run, place) : (undefined as unknown as GraphQLResolveInfo);
    return this.resolver?.(source, this.arguments(run), run.context, info);
  }

  /** As graphql-js' defaultFieldResolver does: a property, or what a method of this name answers. */
  private read(run: Run, source: unknown, parent: Place | undefined): unknown {
    if ((typeof source !== 'object' || source === null) && typeof source !== 'function') return undefined;
    const value = (source as Record<string, unknown>)[this.name];
    if (typeof value !== 'function') return value;
    return value.call(source, this.arguments(run), run.context, this.info(run, this.placeBelow(parent))) as unknown;
  }

  private arguments(run: Run): Record<string, unknown> {
    if (!this.takesArguments) return {};
    return (
      (this.fromVariables && given(this.fromVariables, run.variables)) ??
      getArgumentValues(this.definition, this.nodes[0] as FieldNode, run.variables)
    );
  }

  private placeBelow(parent: Place | undefined): Place {
    return { prev: parent, key: this.key, typename: this.parentType.name };
  }

  private failed(run: Run, raw: unknown, place: Place): null {
    const error = locatedError(raw, this.nodes, keysOf(place));
    if (!this.isNullable) throw error;
    run.add(error, place);
    return null;
  }
}

interface VariableArgument {
  readonly name: string;
  readonly variable: string;
}

/** The arguments of a field that gives a variable for each that it gives at all; null when it is another. */
function variableArguments(
  { args }: GraphQLField<unknown, unknown>,
  { arguments: nodes = [] }: FieldNode,
): readonly VariableArgument[] | null {
  const found: VariableArgument[] = [];
  for (const { name, defaultValue, type } of args) {
    const value = nodes.find((node) => node.name.value === name)?.value;
    if (!value && (defaultValue !== undefined || isNonNullType(type))) return null;
    if (value && value.kind !== Kind.VARIABLE) return null;
    if (value) found.push({ name, variable: value.name.value });
  }
  return found.some(({ name }) => name === '__proto__') ? null : found;
}

/** CoerceArgumentValues where all of them have a value; null when one has none, which has rules of its own. */
function given(
  fromVariables: readonly VariableArgument[],
  variables: Run['variables'],
): Record<string, unknown> | null {
  const values: Record<string, unknown> = {};
  for (const { name, variable } of fromVariables) {
    const value = Object.hasOwn(variables, variable) ? variables[variable] : null;
    if (value === null || value === undefined) return null;
    values[name] = value;
  }
  return values;
}
