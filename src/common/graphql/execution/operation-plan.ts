import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { executeFields, executeFieldsSerially } from './execute-fields.js';
import { Later } from './later.js';
import type { PlannedOperation, PlannedSelection } from './plan.js';
import { Run } from './run.js';
import { SelectionPlan } from './selection-plan.js';

/** One operation of a valid document, for one set of values of the variables that `@skip` and `@include` ask for. */
export class OperationPlan implements PlannedOperation {
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  private readonly root: SelectionPlan;

  constructor(
    readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly definition: OperationDefinitionNode,
    rootType: GraphQLObjectType,
    readonly variables: Record<string, unknown>,
  ) {
    this.fragments = fragmentsOf(document);
    this.root = new SelectionPlan(this, rootType, [definition.selectionSet]);
  }

  selectionOf(type: GraphQLObjectType, nodes: readonly FieldNode[]): PlannedSelection {
    return new SelectionPlan(
      this,
      type,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    );
  }

  /** @param variables coerced by the schema */
  execute(
    rootValue: unknown,
    context: unknown,
    variables: Record<string, unknown>,
  ): ExecutionResult | Promise<ExecutionResult> {
    const run = new Run(this.schema, this.definition, this.fragments, rootValue, context, variables);
    const answered = (data: unknown): ExecutionResult => resultOf(data, run.errors);
    const failed = (error: unknown): ExecutionResult => {
      run.add(error as GraphQLError, undefined);
      return resultOf(null, run.errors);
    };
    try {
      const data =
        this.definition.operation === OperationTypeNode.MUTATION
          ? executeFieldsSerially(run, this.root, rootValue)
          : executeFields(run, this.root, rootValue, undefined);
      if (!(data instanceof Later)) return answered(data);
      return new Promise((resolve) =>
        data.whenDone(
          (value) => resolve(answered(value)),
          (error) => resolve(failed(error)),
        ),
      );
    } catch (error) {
      return failed(error);
    }
  }
}

const resultOf = (data: unknown, errors: readonly GraphQLError[]): ExecutionResult =>
  (errors.length === 0 ? { data } : { errors, data }) as ExecutionResult;

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  return fragments;
}
