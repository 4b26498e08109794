/**
 * Builds the client kit's package: types by the compiler, code module by module, for whoever builds with it to join, shake and
 * minify. What only the kit itself can shorten is short already: names that no type shows (internal-names.ts), and members
 * that are `#private`, which become ordinary ones with a name of one letter.
 *
 *     tsx scripts/client/build-kit.ts [folder]
 */
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import ts from 'typescript';
import { internalNames } from './internal-names.js';
import { shortNames } from './short-names.js';

const kit = fileURLToPath(new URL('../../client', import.meta.url));
const source = join(kit, 'src');

const manifest = JSON.parse(readFileSync(join(kit, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/** Where an entry's output comes from. */
function sourceOf(output: string): string {
  return output.replace(/^\.\/dist\/(.*)\.js$/, '$1');
}

/** @throws where the types are wrong */
export async function buildKit(output = join(kit, 'dist')): Promise<void> {
  rmSync(output, { recursive: true, force: true });
  const { program, published } = writeTypes(output);
  const isOwn = (name: string): boolean => name.startsWith(source) && !name.includes('/generated/');
  const names = internalNames(program, isOwn, published);
  const bundle = await rolldown({
    input: Object.fromEntries(
      Object.values(manifest.exports).map(({ default: path }) => {
        const name = sourceOf(path);
        return [name, join(source, `${name}.ts`)];
      }),
    ),
    external: new RegExp(`^(${Object.keys(manifest.peerDependencies).join('|')})(/|$)`),
    resolve: { extensionAlias: { '.js': ['.ts', '.tsx'] } },
    transform: {
      target: 'es2022',
      jsx: 'react-jsx',
      typescript: { removeClassFieldsWithoutInitializer: true },
    },
    plugins: [shortNames(names)],
    // Whoever builds with the kit decides what is not needed.
    treeshake: false,
    logLevel: 'warn',
  });
  await bundle.write({
    dir: output,
    format: 'esm',
    preserveModules: true,
    preserveModulesRoot: source,
    entryFileNames: '[name].js',
    sourcemap: true,
  });
  await bundle.close();
}

/** Writes the declarations, without what is marked `@internal`; answers those that an entry leads to. */
function writeTypes(output: string): { program: ts.Program; published: string[] } {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    join(kit, 'tsconfig.build.json'),
    { outDir: output, emitDeclarationOnly: true, declaration: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (fault) => fail([fault]) },
  );
  if (!parsed) throw new Error('no tsconfig.build.json');
  const program = ts.createProgram(parsed.fileNames, parsed.options);
  const written = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (name, text) => void written.set(resolve(name), text));
  fail([...ts.getPreEmitDiagnostics(program), ...diagnostics]);
  const open = Object.values(manifest.exports).map(({ types }) => join(output, relative('dist', types)));
  const reached = new Set<string>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const text = written.get(name);
    if (text === undefined || reached.has(name)) continue;
    reached.add(name);
    for (const { fileName } of ts.preProcessFile(text).importedFiles)
      open.push(join(dirname(name), fileName.replace(/\.js$/, '.d.ts')));
  }
  for (const name of reached) ts.sys.writeFile(name, written.get(name) ?? '');
  return { program, published: [...reached].map((name) => written.get(name) ?? '') };
}

function fail(faults: readonly ts.Diagnostic[]): void {
  if (faults.length === 0) return;
  const host = { getCanonicalFileName: String, getCurrentDirectory: () => kit, getNewLine: () => '\n' };
  throw new Error(ts.formatDiagnostics(faults, host));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKit(process.argv[2] && resolve(process.argv[2]));
