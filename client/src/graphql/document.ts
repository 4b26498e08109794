import type { DocumentNode, TypedDocumentNode } from '@apollo/client';

/**
 * A definition of GraphQL on one line, for machines to write: `query Some(id:ID! first:Int){thing(id:id){id ...Fields}}`, or
 * `fragment Fields on Thing{id peer{name}}`. Variables go without `$`, an alias stands before its field, an inline fragment is
 * a spread with a selection: `list:messages(first:20 after:cursor) ...InboxReady{cursor}`.
 */
export type CompactDefinition = string;

type Node = Record<string, unknown>;

const nodeOf = (kind: string, name: string, more?: Node): Node => ({
  kind,
  name: { kind: 'Name', value: name },
  ...more,
});

/** A literal, or a variable. */
const valueOf = (value: string): Node =>
  /^\d/.test(value)
    ? { kind: 'IntValue', value }
    : /^(true|false)$/.test(value)
      ? { kind: 'BooleanValue', value: value === 'true' }
      : nodeOf('Variable', value);

/** A node for each `name:value`. */
const nodesOf = (pairs = '', make: (name: string, value: string) => Node): Node[] =>
  Array.from(pairs.matchAll(/(\w+):(\S+)/g), ([, name = '', value = '']) => make(name, value));

/**
 * Unfolds a definition into the syntax tree that Apollo Client works with; no parser of GraphQL is needed at run time.
 * @param fragments the documents of the fragments that it names; those that they need come along
 */
export function unfold<Data, Variables = Record<string, never>>(
  definition: CompactDefinition,
  ...fragments: readonly DocumentNode[]
): TypedDocumentNode<Data, Variables> {
  const [head = '', operation, name = '', type = '', variables] =
    /^(\w+) (\w+)(?: on (\w+))?(?:\((.*?)\))?{/.exec(definition) ?? [];
  const selections: Node[] = [];
  /** The selections that are being read, and those around them. */
  const open = [selections];
  const words = definition.slice(head.length).matchAll(/}|(\.{3})?(?:(\w+):)?(\w+)(?:\((.*?)\))?({)?/g);
  for (const [, dots, alias, word, args, hasMore] of words) {
    if (!word) {
      open.shift();
      continue;
    }
    const inner: Node[] = [];
    const selectionSet = hasMore && { kind: 'SelectionSet', selections: inner };
    open[0]?.push(
      !dots
        ? nodeOf('Field', word, {
            alias: alias && { kind: 'Name', value: alias },
            arguments: nodesOf(args, (key, value) => nodeOf('Argument', key, { value: valueOf(value) })),
            selectionSet,
          })
        : hasMore
          ? { kind: 'InlineFragment', typeCondition: nodeOf('NamedType', word), selectionSet }
          : nodeOf('FragmentSpread', word),
    );
    if (hasMore) open.unshift(inner);
  }
  const node = nodeOf(type ? 'FragmentDefinition' : 'OperationDefinition', name, {
    operation,
    typeCondition: nodeOf('NamedType', type),
    // Nobody but the printer looks at the type of a variable: it is a name with its brackets and marks.
    variableDefinitions: nodesOf(variables, (key, value) => ({
      kind: 'VariableDefinition',
      variable: nodeOf('Variable', key),
      type: nodeOf('NamedType', value),
    })),
    selectionSet: { kind: 'SelectionSet', selections },
  });
  // Each once: two fragments may need the same third one.
  const others = new Set(fragments.flatMap(({ definitions }) => definitions));
  return { kind: 'Document', definitions: [node, ...others] } as unknown as TypedDocumentNode<Data, Variables>;
}
