import type { DocumentNode, TypedDocumentNode } from '@apollo/client';

/** A variable's name, or a literal. */
export type CompactArguments = Record<string, string | number | boolean>;

/** `field`, `alias:field`, `...Fragment`, or one of these with arguments and selections; `... Type` is an inline fragment. */
export type CompactSelection =
  string | readonly [name: string, args: CompactArguments | 0, selections?: readonly CompactSelection[]];

export interface CompactFragment {
  readonly name: string;
  readonly on: string;
  readonly selections: readonly CompactSelection[];
}

export interface CompactOperation {
  readonly kind: string;
  readonly name: string;
  readonly variables: readonly (readonly [name: string, type: string])[];
  readonly selections: readonly CompactSelection[];
}

type Node = Record<string, unknown>;

const named = (value: string): Node => ({ kind: 'Name', value });
const variable = (name: string): Node => ({ kind: 'Variable', name: named(name) });

function typeNode(type: string): Node {
  if (type.endsWith('!')) return { kind: 'NonNullType', type: typeNode(type.slice(0, -1)) };
  if (type.startsWith('[')) return { kind: 'ListType', type: typeNode(type.slice(1, -1)) };
  return { kind: 'NamedType', name: named(type) };
}

function valueNode(value: string | number | boolean): Node {
  if (typeof value === 'string') return variable(value);
  if (typeof value === 'number') return { kind: 'IntValue', value: String(value) };
  return { kind: 'BooleanValue', value };
}

const selectionSet = (selections: readonly CompactSelection[]): Node => ({
  kind: 'SelectionSet',
  selections: selections.map(selectionNode),
});

function selectionNode(selection: CompactSelection): Node {
  const [text, args, below] = typeof selection === 'string' ? [selection, 0 as const] : selection;
  if (text.startsWith('... '))
    return {
      kind: 'InlineFragment',
      typeCondition: { kind: 'NamedType', name: named(text.slice(4)) },
      selectionSet: selectionSet(below ?? []),
    };
  if (text.startsWith('...')) return { kind: 'FragmentSpread', name: named(text.slice(3)) };
  const [name, alias] = text.split(':').reverse() as [string, string | undefined];
  return {
    kind: 'Field',
    ...(alias === undefined ? {} : { alias: named(alias) }),
    name: named(name),
    arguments: Object.entries(args || {}).map(([key, value]) => ({
      kind: 'Argument',
      name: named(key),
      value: valueNode(value),
    })),
    ...(below ? { selectionSet: selectionSet(below) } : {}),
  };
}

const spreadsOf = (selections: readonly CompactSelection[]): string[] =>
  selections.flatMap((selection) => {
    if (typeof selection !== 'string') return spreadsOf(selection[2] ?? []);
    return selection.startsWith('...') ? [selection.slice(3)] : [];
  });

/** The definitions of the fragments that the selections need, each once. */
function fragmentNodes(
  selections: readonly CompactSelection[],
  fragments: readonly CompactFragment[],
  done = new Set<string>(),
): Node[] {
  return spreadsOf(selections).flatMap((name) => {
    const fragment = fragments.find((one) => one.name === name);
    if (!fragment || done.has(name)) return [];
    done.add(name);
    return [fragmentNode(fragment), ...fragmentNodes(fragment.selections, fragments, done)];
  });
}

const fragmentNode = ({ name, on, selections }: CompactFragment): Node => ({
  kind: 'FragmentDefinition',
  name: named(name),
  typeCondition: { kind: 'NamedType', name: named(on) },
  selectionSet: selectionSet(selections),
});

const documentOf = (definitions: Node[]): DocumentNode =>
  ({ kind: 'Document', definitions }) as unknown as DocumentNode;

/** Unfolds an operation into the syntax tree that Apollo Client works with; no parser is needed at run time. */
export function operation<Result, Variables>(
  kind: 'query' | 'mutation' | 'subscription',
  name: string,
  variables: Record<string, string>,
  selections: readonly CompactSelection[],
  fragments: readonly CompactFragment[] = [],
): TypedDocumentNode<Result, Variables> {
  return documentOf([
    {
      kind: 'OperationDefinition',
      operation: kind,
      name: named(name),
      variableDefinitions: Object.entries(variables).map(([key, type]) => ({
        kind: 'VariableDefinition',
        variable: variable(key),
        type: typeNode(type),
      })),
      selectionSet: selectionSet(selections),
    },
    ...fragmentNodes(selections, fragments),
  ]);
}

/** The same for a fragment, which comes first, so that it is the one Apollo takes. */
export const fragmentDocument = <Data>(
  fragment: CompactFragment,
  fragments: readonly CompactFragment[],
): TypedDocumentNode<Data, Record<string, never>> =>
  documentOf([fragmentNode(fragment), ...fragmentNodes(fragment.selections, fragments, new Set([fragment.name]))]);
