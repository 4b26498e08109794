import ts from 'typescript';

/**
 * The names of the kit's own that nobody outside can meet: members of its classes and interfaces that the published types do
 * not show and that mean nothing to anybody else. Whatever else bears such a name (the browser, the peers, a field of the
 * API, a string) keeps it everywhere. Those that are met most come first.
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
  const met = new Map<string, number>();
  for (const file of program.getSourceFiles()) if (isOwn(file.fileName)) count(file, met);
  const often = (name: string): number => met.get(name) ?? 0;
  return [...own]
    .filter((name) => !foreign.has(name))
    .sort((one, other) => often(other) - often(one) || (one < other ? -1 : 1));
}

/** Counts how often each name is met. */
function count(file: ts.SourceFile, met: Map<string, number>): void {
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) met.set(node.text, (met.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, visit);
  };
  visit(file);
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
