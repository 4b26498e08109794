import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  getNullableType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { tooComplex } from './operation-limits.js';
import { DEFAULT_PAGE, MAX_PAGE } from './page.args.js';

const OBJECT_COST = 2;
const SCALAR_COST = 1;
/** How many things a list without paging is taken to hold. */
const LIST_SIZE = 5;
/** A look at the whole schema is dear, and the same for everybody: two of them fit into the default limit. */
const INTROSPECTION_COST = 8000;
const PAGE_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'last', 'pageSize']);

export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As the client sent them, not checked yet. */
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
}

/** The error of an operation that costs more than it may, or null. The document must be valid. */
export function costFault(costed: CostedOperation, most: number): GraphQLError | null {
  let known = knownCosts.get(costed.operation);
  if (!known) knownCosts.set(costed.operation, (known = new KnownCosts(costed.document)));
  const cost = known.of(costed);
  return cost > most ? tooComplex('cost', cost, most) : null;
}

/**
 * About how many objects and values the answer can hold: what is below a page counts as often as the page has places,
 * by `first`, `last` or `pageSize` as written or as the variables say, below other lists as often as a usual list is long.
 */
export const operationCost = (operation: CostedOperation): number => new Estimate(operation).total();

const MAX_KNOWN = 32;

/**
 * What an operation was found to cost, by the variables that say how long its pages are: nothing else of an execution
 * bears on it. Hangs on the document, so whoever keeps documents bounds it.
 */
class KnownCosts {
  private readonly costs = new Map<string, number>();
  private readonly names: readonly string[];

  constructor(document: DocumentNode) {
    this.names = pageVariablesOf(document);
  }

  of(costed: CostedOperation): number {
    let key = '';
    for (const name of this.names) {
      const value = costed.variables?.[name];
      // All that is neither a number nor left out counts alike.
      key += `${typeof value === 'number' || value === null || value === undefined ? String(value) : '?'},`;
    }
    const known = this.costs.get(key);
    if (known !== undefined) return known;
    const cost = operationCost(costed);
    if (this.costs.size < MAX_KNOWN) this.costs.set(key, cost);
    return cost;
  }
}

const knownCosts = new WeakMap<OperationDefinitionNode, KnownCosts>();

/** The variables that a document gives to arguments which say how long a page is. */
function pageVariablesOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Argument({ name, value }) {
      if (PAGE_ARGUMENTS.has(name.value) && value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

class Estimate {
  private readonly definitions = new Map<string, FragmentDefinitionNode>();
  private readonly fragments = new Map<string, number>();

  constructor(private readonly costed: CostedOperation) {
    for (const definition of costed.document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.definitions.set(definition.name.value, definition);
  }

  total(): number {
    const { schema, operation } = this.costed;
    return this.ofSelections(operation.selectionSet, schema.getRootType(operation.operation), false);
  }

  /** @param paged whether a page above has been multiplied by already, so that its `edges` are not a list of their own */
  private ofSelections(set: SelectionSetNode, parent: GraphQLNamedType | null | undefined, paged: boolean): number {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) cost += this.ofField(selection, parent, paged);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) cost += this.ofFragment(selection.name.value, paged);
      else {
        const condition = selection.typeCondition?.name.value;
        cost += this.ofSelections(selection.selectionSet, condition ? this.type(condition) : parent, paged);
      }
    }
    return cost;
  }

  private ofFragment(name: string, paged: boolean): number {
    const key = `${name}:${paged}`;
    const known = this.fragments.get(key);
    if (known !== undefined) return known;
    const fragment = this.definitions.get(name);
    const cost = fragment
      ? this.ofSelections(fragment.selectionSet, this.type(fragment.typeCondition.name.value), paged)
      : 0;
    this.fragments.set(key, cost);
    return cost;
  }

  private ofField(node: FieldNode, parent: GraphQLNamedType | null | undefined, paged: boolean): number {
    const name = node.name.value;
    if (name === '__schema' || name === '__type') return INTROSPECTION_COST;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!field || !node.selectionSet) return SCALAR_COST;
    const type = getNamedType(field.type);
    const page = this.pageSize(node, field);
    const inner = this.ofSelections(node.selectionSet, isCompositeType(type) ? type : null, page !== null);
    const isList = isListType(getNullableType(field.type));
    return (OBJECT_COST + inner) * (page ?? (isList && !paged ? LIST_SIZE : 1));
  }

  /** How many places the page has that a field asks for; null when it is no page. */
  private pageSize(node: FieldNode, field: GraphQLField<unknown, unknown>): number | null {
    const pageable = field.args.filter((argument) => PAGE_ARGUMENTS.has(argument.name));
    if (pageable.length === 0) return null;
    const asked = pageable.map(({ name, defaultValue }) => this.argument(node, name) ?? defaultValue);
    const sizes = asked.filter((size): size is number => typeof size === 'number' && size >= 0);
    // Too large a page is refused by name when it is asked for; it need not be too dear as well.
    return Math.min(sizes.length > 0 ? Math.max(...sizes) : DEFAULT_PAGE, MAX_PAGE);
  }

  private argument(node: FieldNode, name: string): unknown {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return undefined;
    const variable = value.name.value;
    const given = this.costed.variables?.[variable];
    if (given !== undefined) return given;
    const fallback = this.costed.operation.variableDefinitions?.find(
      (definition) => definition.variable.name.value === variable,
    )?.defaultValue;
    return fallback?.kind === Kind.INT ? Number(fallback.value) : undefined;
  }

  private type(name: string): GraphQLNamedType | undefined {
    return this.costed.schema.getType(name);
  }
}
