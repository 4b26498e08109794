import ts from 'typescript';

/**
 * The names of the kit's own that nobody outside can meet: members of its classes and interfaces that the published types do
 * not show and that mean nothing to anybody else. Whatever else bears such a name (the browser, the peers, a field of the
 * API, a string) keeps it everywhere.
 * @param isOwn whether a file of the program is the kit's own, and not generated from the API
 * @param published the published types, as texts
 */
export function internalNames(
  program: ts.Program,
  isOwn: (fileName: string) => boolean,
  published: readonly string[],
): string[] {
  const own = new Set<string>();
  const foreign = new Set<string>();
  for (const file of program.getSourceFiles()) {
    if (!isOwn(file.fileName)) collect(file, isNamed, foreign);
    else {
      collect(file, isMember, own);
      collect(file, ts.isStringLiteralLike, foreign);
    }
  }
  for (const text of published)
    collect(ts.createSourceFile('published.d.ts', text, ts.ScriptTarget.Latest, true), isNamed, foreign);
  return [...own].filter((name) => !foreign.has(name)).sort();
}

/** Adds the names of the nodes that are wanted. */
function collect(file: ts.SourceFile, isWanted: (node: ts.Node) => boolean, names: Set<string>): void {
  const visit = (node: ts.Node): void => {
    if (isWanted(node)) {
      const name = ts.isStringLiteralLike(node) ? node : (node as ts.NamedDeclaration).name;
      if (name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name))) names.add(name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

const isMember = (node: ts.Node): boolean =>
  (ts.isClassElement(node) && !ts.isConstructorDeclaration(node)) ||
  ((ts.isPropertySignature(node) || ts.isMethodSignature(node)) && ts.isInterfaceDeclaration(node.parent));

const isNamed = (node: ts.Node): boolean => ts.isClassElement(node) || ts.isTypeElement(node) || ts.isEnumMember(node);
