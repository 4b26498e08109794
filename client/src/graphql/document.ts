import type { DocumentNode, TypedDocumentNode } from '@apollo/client';

/**
 * Fields as in GraphQL, on one line, for machines to write: `id peer{...UserCard} ...InboxReady{cursor}`. An alias stands
 * before its field, an inline fragment is a spread with a selection, variables go without `$`: `list:messages(first:20 after:cursor)`.
 */
export type CompactSelections = string;

export interface CompactFragment {
  readonly name: string;
  readonly on: string;
  readonly selections: CompactSelections;
}

type Node = Record<string, unknown>;

const named = (value: string): Node => ({ kind: 'Name', value });
const variable = (name: string): Node => ({ kind: 'Variable', name: named(name) });
const namedType = (name: string): Node => ({ kind: 'NamedType', name: named(name) });

function typeNode(type: string): Node {
  if (type.endsWith('!')) return { kind: 'NonNullType', type: typeNode(type.slice(0, -1)) };
  if (type.startsWith('[')) return { kind: 'ListType', type: typeNode(type.slice(1, -1)) };
  return namedType(type);
}

function valueNode(value: string): Node {
  if (/^\d/.test(value)) return { kind: 'IntValue', value };
  if (value === 'true' || value === 'false') return { kind: 'BooleanValue', value: value === 'true' };
  return variable(value);
}

/** Takes the words up to the end of the selection set that they begin in. */
function takeSelections(words: string[]): Node {
  const selections: Node[] = [];
  for (let word = words.shift(); word && word !== '}'; word = words.shift()) {
    const isParent = words[0] === '{';
    if (isParent) words.shift();
    selections.push(selectionNode(word, isParent ? { selectionSet: takeSelections(words) } : {}));
  }
  return { kind: 'SelectionSet', selections };
}

function selectionNode(word: string, below: Node): Node {
  if (word.startsWith('...')) {
    const name = word.slice(3);
    return 'selectionSet' in below
      ? { kind: 'InlineFragment', typeCondition: namedType(name), ...below }
      : { kind: 'FragmentSpread', name: named(name) };
  }
  const [, alias, name = '', args = ''] = /^(?:(\w+):)?(\w+)(?:\((.*)\))?$/.exec(word) ?? [];
  return {
    kind: 'Field',
    ...(alias ? { alias: named(alias) } : {}),
    name: named(name),
    arguments: [...args.matchAll(/(\w+):(\w+)/g)].map(([, key = '', value = '']) => ({
      kind: 'Argument',
      name: named(key),
      value: valueNode(value),
    })),
    ...below,
  };
}

const selectionSet = (selections: CompactSelections): Node =>
  takeSelections(selections.match(/[{}]|[^\s{}(]+(\(.*?\))?/g) ?? []);

const fragmentNode = ({ name, on, selections }: CompactFragment): Node => ({
  kind: 'FragmentDefinition',
  name: named(name),
  typeCondition: namedType(on),
  selectionSet: selectionSet(selections),
});

const documentOf = (definitions: Node[]): DocumentNode =>
  ({ kind: 'Document', definitions }) as unknown as DocumentNode;

/**
 * Unfolds an operation into the syntax tree that Apollo Client works with; no parser of GraphQL is needed at run time.
 * @param fragments all that it needs, those of its fragments included
 */
export const operation = <Result, Variables>(
  kind: 'query' | 'mutation' | 'subscription',
  name: string,
  variables: Record<string, string>,
  selections: CompactSelections,
  fragments: readonly CompactFragment[] = [],
): TypedDocumentNode<Result, Variables> =>
  documentOf([
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
    ...fragments.map(fragmentNode),
  ]);

/** The same for a fragment, which comes first, so that it is the one Apollo takes. */
export const fragmentDocument = <Data>(
  fragment: CompactFragment,
  fragments: readonly CompactFragment[] = [],
): TypedDocumentNode<Data, Record<string, never>> => documentOf([fragment, ...fragments].map(fragmentNode));
