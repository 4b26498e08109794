import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Config } from '../config/config.js';

/** What a limit is set on. */
export type Limit = 'depth' | 'aliases' | 'directives' | 'cost';

interface Extent {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
}

const NOTHING: Extent = { depth: 0, aliases: 0, directives: 0 };

/**
 * The rules every operation must pass beside GraphQL's own, whichever door it comes through. The number of tokens is
 * limited by the parser (`maxTokens`), the cost, which depends on the variables, before execution (operation-cost.ts).
 */
export function operationLimits(config: Config): ValidationRule[] {
  const { GRAPHQL_MAX_DEPTH, GRAPHQL_MAX_ALIASES, GRAPHQL_MAX_DIRECTIVES, INTROSPECTION } = config.settings;
  const extentRule: ValidationRule = (context) => {
    const measure = new Measure(context);
    return {
      OperationDefinition(operation) {
        const inner = measure.of(operation.selectionSet);
        const check = (limit: Limit, found: number, most: number) => {
          if (found > most) context.reportError(tooComplex(limit, found, most));
        };
        check('depth', inner.depth, GRAPHQL_MAX_DEPTH);
        check('aliases', inner.aliases, GRAPHQL_MAX_ALIASES);
        check('directives', inner.directives + (operation.directives?.length ?? 0), GRAPHQL_MAX_DIRECTIVES);
      },
    };
  };
  return [extentRule, ...(INTROSPECTION ? [] : [NoSchemaIntrospectionCustomRule])];
}

/** How documents are validated. Suggestions would give away the schema that introspection hides. */
export const validationOptions = (config: Config): { maxErrors: number; hideSuggestions: boolean } => ({
  maxErrors: 20,
  hideSuggestions: !config.settings.INTROSPECTION,
});

/** The error of an operation that is above a limit. */
export const tooComplex = (limit: Limit, found: number, most: number): GraphQLError =>
  new GraphQLError(`The operation's ${limit} is ${Math.ceil(found)}, above the limit of ${most}`, {
    // Apollo would answer 500 to what is refused after validation.
    extensions: { limit, code: 'QUERY_TOO_COMPLEX', http: { status: 400 } },
  });

/** Adds up selections as if fragments were written out; each fragment is measured once, so the work is linear. */
class Measure {
  private readonly fragments = new Map<string, Extent>();

  constructor(private readonly context: ValidationContext) {}

  of(selectionSet: SelectionSetNode): Extent {
    let { depth, aliases, directives } = NOTHING;
    for (const selection of selectionSet.selections) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? this.ofFragment(selection.name.value)
          : selection.selectionSet
            ? this.of(selection.selectionSet)
            : NOTHING;
      const isField = selection.kind === Kind.FIELD;
      depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
      aliases += inner.aliases + (isField && selection.alias ? 1 : 0);
      directives += inner.directives + (selection.directives?.length ?? 0);
    }
    return { depth, aliases, directives };
  }

  private ofFragment(name: string): Extent {
    const known = this.fragments.get(name);
    if (known) return known;
    // Stands while the fragment is being measured: cycles are another rule's error and must end here.
    this.fragments.set(name, NOTHING);
    const fragment = this.context.getFragment(name);
    if (!fragment) return NOTHING;
    const inner = this.of(fragment.selectionSet);
    const extent = { ...inner, directives: inner.directives + (fragment.directives?.length ?? 0) };
    this.fragments.set(name, extent);
    return extent;
  }
}
