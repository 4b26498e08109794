import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionSetNode,
} from 'graphql';
import { FieldPlan } from './field-plan.js';
import type { Answer, PlannedOperation, PlannedSelection } from './plan.js';

/** The fields to execute on an object type, in order. */
export class SelectionPlan implements PlannedSelection {
  readonly fields: readonly FieldPlan[];
  /** Answers of one class keep V8's fast objects, which those of `Object.create(null)` are not. */
  readonly Shape: new () => Answer;

  constructor(operation: PlannedOperation, type: GraphQLObjectType, sets: readonly SelectionSetNode[]) {
    const collected = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) collect(operation, type, set, collected, visited);
    const fields: FieldPlan[] = [];
    for (const [key, nodes] of collected) {
      const definition = definitionOf(operation.schema, type, nodes[0] as FieldNode);
      if (definition) fields.push(new FieldPlan(operation, type, definition, key, nodes));
    }
    this.fields = fields;
    this.Shape = newShape();
  }
}

function newShape(): new () => Answer {
  const Shape = function () {} as unknown as new () => Answer;
  Object.defineProperty(Shape, 'prototype', { value: Object.create(null) });
  return Shape;
}

/** CollectFields of the specification, https://spec.graphql.org/October2021/#CollectFields() */
function collect(
  operation: PlannedOperation,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  collected: Map<string, FieldNode[]>,
  visited: Set<string>,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD && visited.has(selection.name.value)) continue;
    if (!isIncluded(operation, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const known = collected.get(key);
      if (known) known.push(selection);
      else collected.set(key, [selection]);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (applies(operation, selection, type)) collect(operation, type, selection.selectionSet, collected, visited);
    } else {
      visited.add(selection.name.value);
      const fragment = operation.fragments[selection.name.value];
      if (fragment && applies(operation, fragment, type))
        collect(operation, type, fragment.selectionSet, collected, visited);
    }
  }
}

function isIncluded(
  { variables }: PlannedOperation,
  node: FieldNode | FragmentSpreadNode | InlineFragmentNode,
): boolean {
  if (!node.directives || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}

function applies(
  { schema }: PlannedOperation,
  { typeCondition }: InlineFragmentNode | FragmentDefinitionNode,
  type: GraphQLObjectType,
): boolean {
  if (!typeCondition) return true;
  const wanted = schema.getType(typeCondition.name.value);
  return wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type));
}

function definitionOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  { name: { value: name } }: FieldNode,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (type === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return type.getFields()[name];
}
