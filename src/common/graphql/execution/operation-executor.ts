import { Injectable } from '@nestjs/common';
import {
  execute,
  getOperationAST,
  getVariableValues,
  visit,
  Kind,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { OperationPlan } from './operation-plan.js';
import { quickVariablesFor, type QuickVariables } from './quick-variables.js';

/** A document is planned when it is executed for this time: what is sent only once is not worth it. */
const PLANNED_AT_USE = 2;
/** Variables that `@skip` and `@include` may ask for in one document: a plan is made for each set of their values. */
const MAX_CONDITIONS = 4;
/** As graphql-js has it. */
const MAX_COERCION_ERRORS = 50;

type Executed = ExecutionResult | Promise<ExecutionResult>;

/**
 * Executes queries, mutations and delivered events for both doors. A document that comes again is executed by a plan of
 * its own (OperationPlan), which answers what graphql-js would, errors included, at about a tenth of its cost
 * ([performance](../../../../docs/performance.md), [ADR 14](../../../../docs/adr/0014-compiled-execution.md)). Plans hang on the
 * document, so whoever keeps documents bounds them too.
 */
@Injectable()
export class OperationExecutor {
  private readonly known = new WeakMap<DocumentNode, KnownDocument>();
  private readonly coerced = new WeakMap<object, CoercedFor>();

  /** @param args a valid document; no resolvers of its own */
  execute(args: ExecutionArgs): Executed {
    return this.run(args, coerce);
  }

  /**
   * The same for an event of a subscription. Its variables are coerced once for each object they come in, and not for each
   * event: a client that resumes may have named 2,000 conversations (docs/performance.md). They must not be changed.
   */
  executeEvent(args: ExecutionArgs): Executed {
    return this.run(args, (_, operation) => this.coerceOnce(args, operation));
  }

  private run(args: ExecutionArgs, coerceVariables: typeof coerce): Executed {
    const { schema, document, operationName } = args;
    let known = this.known.get(document);
    if (!known) this.known.set(document, (known = new KnownDocument(document)));
    known.uses += 1;
    if (known.uses < PLANNED_AT_USE) return execute(args);
    const operation = getOperationAST(document, operationName);
    const rootType = operation && schema.getRootType(operation.operation);
    if (!operation || !rootType) return execute(args);
    const { coerced, errors } = coerceVariables(args, operation);
    if (errors) return { errors };
    const plan = known.planFor(schema, operation, rootType, coerced);
    return plan ? plan.execute(args.rootValue, args.contextValue, coerced) : execute(args);
  }

  private coerceOnce(args: ExecutionArgs, operation: OperationDefinitionNode): Coerced {
    const { variableValues } = args;
    if (!variableValues) return coerce(args, operation);
    let known = this.coerced.get(variableValues);
    if (known?.operation !== operation || known.schema !== args.schema) {
      known = { operation, schema: args.schema, variables: coerce(args, operation) };
      this.coerced.set(variableValues, known);
    }
    return known.variables;
  }
}

type Coerced = ReturnType<typeof getVariableValues>;

interface CoercedFor {
  readonly operation: OperationDefinitionNode;
  readonly schema: GraphQLSchema;
  readonly variables: Coerced;
}

const quickVariables = new WeakMap<OperationDefinitionNode, { schema: GraphQLSchema; quickly: QuickVariables }>();

function coerce(args: ExecutionArgs, operation: OperationDefinitionNode): Coerced {
  const { schema, variableValues } = args;
  let known = quickVariables.get(operation);
  if (known?.schema !== schema) {
    known = { schema, quickly: quickVariablesFor(schema, operation) };
    quickVariables.set(operation, known);
  }
  const inputs = variableValues ?? {};
  const coerced = known.quickly(inputs);
  if (coerced) return { coerced };
  return getVariableValues(schema, operation.variableDefinitions ?? [], inputs, {
    maxErrors: MAX_COERCION_ERRORS,
    hideSuggestions: args.hideSuggestions ?? false,
  });
}

/** What is known of one document. */
class KnownDocument {
  uses = 0;
  private conditions: readonly string[] | null = null;
  private schema: GraphQLSchema | null = null;
  private readonly plans = new Map<OperationDefinitionNode, Map<string, OperationPlan>>();

  constructor(private readonly document: DocumentNode) {}

  /** The plan for these values; null when there would be too many, or when the values are none that a plan can be for. */
  planFor(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    rootType: GraphQLObjectType,
    variables: Readonly<Record<string, unknown>>,
  ): OperationPlan | null {
    if (this.schema !== schema) this.plans.clear();
    this.schema = schema;
    this.conditions ??= conditionsOf(this.document);
    if (this.conditions.length > MAX_CONDITIONS) return null;
    // These alone: a plan must not keep what somebody has written.
    const decisive: Record<string, unknown> = {};
    let key = '';
    for (const name of this.conditions) {
      const value = variables[name];
      // Null is an error in a place that graphql-js finds.
      if (typeof value !== 'boolean' && value !== undefined) return null;
      key += value === undefined ? '-' : value ? '1' : '0';
      if (value !== undefined) decisive[name] = value;
    }
    let ofOperation = this.plans.get(operation);
    if (!ofOperation) this.plans.set(operation, (ofOperation = new Map<string, OperationPlan>()));
    let plan = ofOperation.get(key);
    if (!plan) {
      plan = new OperationPlan(schema, this.document, operation, rootType, decisive);
      ofOperation.set(key, plan);
    }
    return plan;
  }
}

/** The variables that decide on whether something is part of the answer. */
function conditionsOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'skip' && node.name.value !== 'include') return;
      for (const { value } of node.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
