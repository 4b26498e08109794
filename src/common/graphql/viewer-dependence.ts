import { Extensions } from '@nestjs/graphql';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  typeFromAST,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

const MARK = 'dependsOnViewer';

/**
 * The field's value depends on who asks. An event whose selection has such a field is executed for each viewer; all
 * others once for everybody. `@CurrentViewer()` marks its field by itself.
 */
export const DependsOnViewer = (): MethodDecorator & PropertyDecorator => Extensions({ [MARK]: true });

export const isMarkedViewerDependent = (field: { readonly extensions: object }): boolean =>
  (field.extensions as Record<string, unknown>)[MARK] === true;

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A subscription's root field as far as it matters to who may share an answer. */
export class EventSelection {
  private readonly walk: Walk;
  private readonly selections: SelectionSetNode[] = [];
  private readonly root: GraphQLCompositeType | null;
  private readonly answers = new Map<string, boolean>();

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.walk = { schema, fragments: new Map(fragments.map((node) => [node.name.value, node])) };
    this.root = this.collectRoot(schema.getSubscriptionType() ?? null, operation.selectionSet);
  }

  /** The object type of an event, if that can be said of its value at once. */
  typeOf(value: object): string | null {
    const { root } = this;
    if (isObjectType(root)) return root.name;
    if (!isAbstractType(root)) return null;
    const type = root.resolveType?.(value, null, null as never, root);
    return typeof type === 'string' ? type : null;
  }

  /** Whether what is selected of events of this type depends on who asks. */
  dependsOnViewer(typeName: string): boolean {
    const known = this.answers.get(typeName);
    if (known !== undefined) return known;
    const type = this.walk.schema.getType(typeName);
    const answer = !isObjectType(type) || this.selections.some((set) => depends(this.walk, type, set));
    this.answers.set(typeName, answer);
    return answer;
  }

  /**
   * The values of the variables that the answer to an event can depend on: all but those that only say which events are
   * wanted, the arguments of the root field.
   */
  relevant(variables: Readonly<Record<string, unknown>>): string {
    const names = new Set<string>();
    const note = { Variable: (node: { readonly name: { readonly value: string } }) => void names.add(node.name.value) };
    for (const selection of this.operation.selectionSet.selections)
      visit(selection.kind === Kind.FIELD ? { ...selection, arguments: [] } : selection, note);
    for (const fragment of this.walk.fragments.values()) visit(fragment, note);
    return JSON.stringify([...names].sort().map((name) => [name in variables, variables[name]]));
  }

  private collectRoot(parent: GraphQLObjectType | null, set: SelectionSetNode): GraphQLCompositeType | null {
    let root: GraphQLCompositeType | null = null;
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) {
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : this.walk.fragments.get(selection.name.value);
        if (inner) root = this.collectRoot(parent, inner.selectionSet) ?? root;
        continue;
      }
      const field = parent?.getFields()[selection.name.value];
      const type = field && getNamedType(field.type);
      if (!isCompositeType(type) || !selection.selectionSet) continue;
      root = type;
      this.selections.push(selection.selectionSet);
    }
    return root;
  }
}

function depends(walk: Walk, type: GraphQLCompositeType, set: SelectionSetNode): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value.startsWith('__')) return false;
      const field = 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
      if (!field || isMarkedViewerDependent(field)) return true;
      const inner = getNamedType(field.type);
      return isCompositeType(inner) && !!selection.selectionSet && depends(walk, inner, selection.selectionSet);
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value);
    if (!fragment) return true;
    const condition = fragment.typeCondition ? typeFromAST(walk.schema, fragment.typeCondition) : type;
    if (!isCompositeType(condition)) return true;
    // Of an event whose type is known only what is asked of that type counts.
    if (isObjectType(type) && !appliesTo(walk.schema, condition, type)) return false;
    return depends(walk, isObjectType(type) ? type : condition, fragment.selectionSet);
  });
}

const appliesTo = (schema: GraphQLSchema, condition: GraphQLCompositeType, type: GraphQLObjectType): boolean =>
  condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
