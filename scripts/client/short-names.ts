import { RolldownMagicString, type Plugin } from 'rolldown';
import ts from 'typescript';

const SMALL = [...'abcdefghijklmnopqrstuvwxyz'];
const LARGE = SMALL.map((letter) => letter.toUpperCase());
/** For the `#private` members of a file; the others of the same object have other names. */
const PRIVATE = [...SMALL.slice(0, 10), ...LARGE.map((letter) => `${letter}_`)];
/** Small letters first: they are in the text anyway, and so cost less once it is compressed. */
const SHARED = [...SMALL.slice(10), ...LARGE, ...LARGE.flatMap((one) => SMALL.map((other) => one + other))];

/**
 * Gives members short names: the internal ones one each, wherever they are met, and those that are `#private` one within
 * their file, as ordinary members, which need no declaration.
 * @param internal the names, those that are met most first
 */
export function shortNames(internal: readonly string[]): Plugin {
  const shared = new Map(internal.map((name, index) => [name, SHARED[index]]));
  return {
    name: 'short-names',
    transform: {
      filter: { id: /\.tsx?$/ },
      handler(code, id) {
        const text = new RolldownMagicString(code, { filename: id });
        const own = new Map<string, string | undefined>();
        const shortOf = ({ text: name }: ts.Identifier | ts.PrivateIdentifier): string | undefined => {
          if (!name.startsWith('#')) return shared.get(name);
          if (!own.has(name)) own.set(name, PRIVATE[own.size]);
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
