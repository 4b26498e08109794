import type { DocumentNode, TypedDocumentNode } from '@apollo/client';

/**
 * A definition of GraphQL on one line, for machines to write: `query Some(id:ID! first:Int){thing(id:id){id ...Fields}}`, or
 * `fragment Fields on Thing{id peer{name}}`. Variables go without `$`, an alias stands before its field, an inline fragment is
 * a spread with a selection: `list:messages(first:20 after:cursor) ...InboxReady{cursor}`.
 */
export type CompactDefinition = string;

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

/** A node for each `name:value`. */
const nodesOf = (pairs: string, nodeOf: (name: string, value: string) => Node): Node[] =>
  pairs.split(' ').flatMap((pair): Node[] => {
    const [name, value] = pair.split(':');
    return name && value ? [nodeOf(name, value)] : [];
  });

/** Takes the words up to the end of the selection set that they begin with, if they do. */
function takeSelections(words: string[]): Node | undefined {
  if (words[0] !== '{') return;
  words.shift();
  const selections: Node[] = [];
  for (let word = words.shift(); word && word !== '}'; word = words.shift()) {
    const [, dots, alias, name = '', args = ''] = /^(\.{3})?(?:(\w+):)?(\w+)(?:\((.*)\))?$/.exec(word) ?? [];
    const selectionSet = takeSelections(words);
    selections.push(
      dots
        ? selectionSet
          ? { kind: 'InlineFragment', typeCondition: namedType(name), selectionSet }
          : { kind: 'FragmentSpread', name: named(name) }
        : {
            kind: 'Field',
            alias: alias && named(alias),
            name: named(name),
            arguments: nodesOf(args, (key, value) => ({ kind: 'Argument', name: named(key), value: valueNode(value) })),
            selectionSet,
          },
    );
  }
  return { kind: 'SelectionSet', selections };
}

/**
 * Unfolds a definition into the syntax tree that Apollo Client works with; no parser of GraphQL is needed at run time.
 * @param fragments the documents of the fragments that it names; those that they need come along
 */
export function unfold<Data, Variables = Record<string, never>>(
  definition: CompactDefinition,
  ...fragments: readonly DocumentNode[]
): TypedDocumentNode<Data, Variables> {
  const [head = '', operation, name = '', type, variables = ''] =
    /^(\w+) (\w+)(?: on (\w+))?(?:\((.*?)\))?/.exec(definition) ?? [];
  const words = definition.slice(head.length).match(/[{}]|[^\s{}(]+(\(.*?\))?/g) ?? [];
  const own = { name: named(name), selectionSet: takeSelections(words) };
  const node = type
    ? { kind: 'FragmentDefinition', typeCondition: namedType(type), ...own }
    : {
        kind: 'OperationDefinition',
        operation,
        variableDefinitions: nodesOf(variables, (key, value) => ({
          kind: 'VariableDefinition',
          variable: variable(key),
          type: typeNode(value),
        })),
        ...own,
      };
  // Each once: two fragments may need the same third one.
  const others = new Set(fragments.flatMap(({ definitions }) => definitions));
  return { kind: 'Document', definitions: [node, ...others] } as unknown as TypedDocumentNode<Data, Variables>;
}
