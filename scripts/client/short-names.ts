import { RolldownMagicString, type Plugin } from 'rolldown';
import ts from 'typescript';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** a, b … z, aa, ab … */
const letters = (index: number): string =>
  (index < LETTERS.length ? '' : letters(Math.floor(index / LETTERS.length) - 1)) + LETTERS[index % LETTERS.length];

/**
 * Gives members short names: the internal ones one each, wherever they are met, and those that are `#private` one within
 * their file, as ordinary members, which need no declaration.
 */
export function shortNames(internal: readonly string[]): Plugin {
  const shared = new Map(internal.map((name, index) => [name, letters(index).toUpperCase()]));
  return {
    name: 'short-names',
    transform: {
      filter: { id: /\.tsx?$/ },
      handler(code, id) {
        const text = new RolldownMagicString(code, { filename: id });
        const own = new Map<string, string>();
        const shortOf = ({ text: name }: ts.Identifier | ts.PrivateIdentifier): string | undefined => {
          if (!name.startsWith('#')) return shared.get(name);
          own.set(name, own.get(name) ?? letters(own.size));
          return own.get(name);
        };
        const visit = (node: ts.Node): void => {
          ts.forEachChild(node, visit);
          if (!ts.isIdentifier(node) && !ts.isPrivateIdentifier(node)) return;
          const isAlone = standsForBoth(node);
          const short = isAlone || namesMember(node) ? shortOf(node) : undefined;
          if (short !== undefined)
            text.overwrite(node.getStart(), node.getEnd(), isAlone ? `${short}: ${node.text}` : short);
        };
        visit(ts.createSourceFile(id, code, ts.ScriptTarget.Latest, true));
        return {
          code: text.toString(),
          map: text.generateMap({ source: id, includeContent: true, hires: true }).toString(),
        };
      },
    },
  };
}

/** `{ name }`: the member and the variable, where one takes the other apart or puts it together. */
function standsForBoth(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  return (
    ts.isBindingElement(parent) &&
    ts.isObjectBindingPattern(parent.parent) &&
    parent.name === node &&
    parent.propertyName === undefined &&
    parent.dotDotDotToken === undefined
  );
}

function namesMember(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (
    (ts.isPropertyAccessExpression(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isAccessor(parent)) &&
    parent.name === node
  );
}
