import { Kind, type FragmentDefinitionNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/**
 * Whether a field's selection may ask for what lies at this path of names below it, so that it can be read together with
 * the field. Directives and types are not looked at: what is read too much is not told.
 */
export function asksFor({ fieldNodes, fragments }: GraphQLResolveInfo, path: readonly string[]): boolean {
  return fieldNodes.some(({ selectionSet }) => selectionSet && reaches(selectionSet, path, fragments));
}

function reaches(
  set: SelectionSetNode,
  path: readonly string[],
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
  visited = new Set<string>(),
): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments[selection.name.value];
      if (!fragment || visited.has(selection.name.value)) return false;
      visited.add(selection.name.value);
      return reaches(fragment.selectionSet, path, fragments, visited);
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return reaches(selection.selectionSet, path, fragments, visited);
    if (selection.name.value !== path[0]) return false;
    return (
      path.length === 1 ||
      (selection.selectionSet !== undefined && reaches(selection.selectionSet, path.slice(1), fragments))
    );
  });
}
