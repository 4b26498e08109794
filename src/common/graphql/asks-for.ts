import {
  getArgumentValues,
  getNamedType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Where to look: the nodes of one field, and the fragments of their document. */
export type Asked = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/**
 * Whether a field's selection may ask for what lies at this path of names below it, so that it can be read together with
 * the field. Directives and types are not looked at: what is read too much is not told.
 */
export const asksFor = (asked: Asked, path: readonly string[]): boolean =>
  namesBelow(asked, path.slice(0, -1)).has(path.at(-1) as string);

/** What was found of a field's nodes, by path: plans of documents that come again give the same nodes each time. */
const known = new WeakMap<readonly FieldNode[], Map<string, ReadonlySet<string>>>();

/** The names of all fields that may be asked for at a path of names below a field, by whatever alias. */
export function namesBelow({ fieldNodes, fragments }: Asked, path: readonly string[]): ReadonlySet<string> {
  let ofNodes = known.get(fieldNodes);
  if (!ofNodes) known.set(fieldNodes, (ofNodes = new Map<string, ReadonlySet<string>>()));
  const key = path.join('.');
  let names = ofNodes.get(key);
  if (!names) {
    let nodes = fieldNodes;
    for (const name of path) nodes = fieldsOf(nodes, fragments).filter((node) => node.name.value === name);
    ofNodes.set(key, (names = new Set(fieldsOf(nodes, fragments).map((node) => node.name.value))));
  }
  return names;
}

function fieldsOf(nodes: readonly FieldNode[], fragments: Fragments): FieldNode[] {
  const found: FieldNode[] = [];
  const visited = new Set<string>();
  for (const { selectionSet } of nodes) if (selectionSet) collect(selectionSet, fragments, visited, found);
  return found;
}

function collect(set: SelectionSetNode, fragments: Fragments, visited: Set<string>, found: FieldNode[]): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) found.push(selection);
    else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, fragments, visited, found);
    else {
      const fragment = fragments[selection.name.value];
      if (!fragment || visited.has(selection.name.value)) continue;
      visited.add(selection.name.value);
      collect(fragment.selectionSet, fragments, visited, found);
    }
  }
}

/** A field below another, as it is asked for. */
export interface SoleField {
  readonly asked: Asked;
  readonly args: Record<string, unknown>;
  /** The names of all fields that are asked of the object, with this one. */
  readonly names: ReadonlySet<string>;
}

const soleNodes = new WeakMap<readonly FieldNode[], Map<string, readonly FieldNode[] | null>>();

/**
 * The field of this name directly below an object's field that is alone at the root of its operation, when it is asked for
 * once and whatever the variables are; null otherwise. Its arguments are coerced, but not checked any further.
 */
export function soleField(info: GraphQLResolveInfo, name: string): SoleField | null {
  const { fieldNodes, fragments } = info;
  let ofNodes = soleNodes.get(fieldNodes);
  if (!ofNodes) soleNodes.set(fieldNodes, (ofNodes = new Map<string, readonly FieldNode[] | null>()));
  let nodes = ofNodes.get(name);
  if (nodes === undefined) ofNodes.set(name, (nodes = soleNodeOf(info, name)));
  const [node] = nodes ?? [];
  const type = getNamedType(info.returnType);
  const definition = isObjectType(type) ? type.getFields()[name] : undefined;
  if (!nodes || !node || !definition) return null;
  return {
    asked: { fieldNodes: nodes, fragments },
    args: getArgumentValues(definition, node, info.variableValues),
    names: namesBelow(info, []),
  };
}

function soleNodeOf({ fieldNodes, operation }: GraphQLResolveInfo, name: string): readonly FieldNode[] | null {
  const [own, ...others] = fieldNodes;
  if (!own?.selectionSet || others.length > 0 || operation.selectionSet.selections.length > 1) return null;
  const found: FieldNode[] = [];
  for (const selection of own.selectionSet.selections) {
    // What fragments hold may be there twice, or on a condition.
    if (selection.kind !== Kind.FIELD) return null;
    if (selection.name.value === name) found.push(selection);
  }
  return found.length === 1 && (found[0]?.directives ?? []).length === 0 ? found : null;
}
