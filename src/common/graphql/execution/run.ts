import type { FragmentDefinitionNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** The place of a value in the answer; the same shape as graphql-js has it in `info.path`. */
export interface Place {
  readonly prev: Place | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

/** What one execution knows, beside the plan that it follows. */
export class Run {
  readonly errors: GraphQLError[] = [];
  private readonly nulled = new Set<Place | undefined>();

  constructor(
    readonly schema: GraphQLSchema,
    readonly operation: OperationDefinitionNode,
    readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>,
    readonly rootValue: unknown,
    readonly context: unknown,
    readonly variables: Record<string, unknown>,
  ) {}

  /** Notes an error, unless a place at or above it is null already because of an earlier one. */
  add(error: GraphQLError, place: Place | undefined): void {
    if (this.nulled.size > 0) {
      for (let at = place; at !== undefined; at = at.prev) if (this.nulled.has(at)) return;
      if (this.nulled.has(undefined)) return;
    }
    this.nulled.add(place);
    this.errors.push(error);
  }
}

/** The keys that lead to a place, from the root. */
export function keysOf(place: Place | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = place; at !== undefined; at = at.prev) keys.push(at.key);
  return keys.reverse();
}
