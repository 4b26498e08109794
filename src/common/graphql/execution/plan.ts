import type { FieldNode, FragmentDefinitionNode, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { Place, Run } from './run.js';

/** An object of an answer. Without a prototype, so that a field may be called `__proto__`. */
export type Answer = Record<string, unknown>;

/**
 * Makes of a resolver's value what is answered, or says who owes it (Later); throws what is wrong with it.
 * @param place of the value
 * @param fieldPlace of the field, which for an item of a list is another
 */
export type Completion = (run: Run, value: unknown, place: Place | undefined, fieldPlace: Place | undefined) => unknown;

/** One field of a selection, ready to be executed. */
export interface PlannedField {
  /** Its name in the answer. */
  readonly key: string;
  /** Its name in the schema. */
  readonly name: string;
  readonly parentType: GraphQLObjectType;
  readonly nodes: readonly FieldNode[];
  readonly operation: PlannedOperation;
  /**
   * The field's part of the answer, or who owes it.
   * @throws GraphQLError when the field must not be null and is
   */
  execute(run: Run, source: unknown, parent: Place | undefined): unknown;
  /** What resolvers are told of the field. */
  info(run: Run, place: Place | undefined): GraphQLResolveInfo;
}

/** The fields to execute on an object type, in order. */
export interface PlannedSelection {
  readonly fields: readonly PlannedField[];
  /** Makes an empty answer. */
  readonly Shape: new () => Answer;
}

/** What is the same for all executions that follow a plan. */
export interface PlannedOperation {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Those that `@skip` and `@include` ask for have the values that the plan is for. */
  readonly variables: Record<string, unknown>;
  /** The fields below some nodes of one and the same field, on an object type. */
  selectionOf(type: GraphQLObjectType, nodes: readonly FieldNode[]): PlannedSelection;
}
