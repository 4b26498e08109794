import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './source-stamp.mjs';

/** Load a binary of their own from their folder, or are needed by few: they stay where npm has put them. */
const external = new Set(['@node-rs/argon2', 'better-sqlite3', 'sharp']);
const compiled = join(root, 'dist/src/');

/**
 * Joins what the compiler has made of src/ and the packages that it uses into few files in dist/server: finding, reading
 * and linking 3,900 modules took two thirds of the start (docs/performance.md, "Start"). It joins the compiler's output,
 * not the sources, because Nest, TypeORM and GraphQL live on the metadata that only the compiler emits.
 */
export async function bundleServer() {
  const output = join(root, 'dist/server');
  rmSync(output, { recursive: true, force: true });
  const bundle = await rolldown({
    input: { main: join(compiled, 'main.js') },
    cwd: root,
    platform: 'node',
    // Like Node itself, so that whatever imports or requires graphql meets the same copy: it refuses foreign schemas.
    resolve: { mainFields: ['main', 'module'] },
    external: (id, importer) =>
      external.has(id) || isBuiltin(id) || isDriverOfTypeOrm(id, importer) || isAbsent(id, importer),
    plugins: [sourceMaps, oneTypeOrm],
    logLevel: 'warn',
    // Packages evaluate code (ajv, mysql2) and say so; nothing of ours does.
    checks: { eval: false },
  });
  await bundle.write({
    dir: output,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    // Types of the schema, tables and providers are known by the names of their classes.
    keepNames: true,
    // Comments and indentation are half of what is to be read, and all that is read stays in memory.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    sourcemap: true,
    sourcemapExcludeSources: true,
  });
  await bundle.close();
}

/** Stack traces lead to our TypeScript. Maps of the packages would take ten times the memory, and are nobody's to debug. */
const sourceMaps = {
  name: 'source-maps-of-our-own',
  load(id) {
    const map = id.startsWith(compiled) && existsSync(`${id}.map`) ? readFileSync(`${id}.map`, 'utf8') : undefined;
    return map && { code: readFileSync(id, 'utf8'), map };
  },
  transform: {
    filter: { id: /node_modules/ },
    handler: (code) => ({ code, map: { mappings: '' } }),
  },
};

/**
 * `@nestjs/typeorm` looks for classes of older releases with a `require` that it makes itself, which would load a second
 * TypeORM past the joined one. Without it the word means the bundler's, which answers with the joined one.
 */
const oneTypeOrm = {
  name: 'one-typeorm',
  transform: {
    filter: { id: /@nestjs.typeorm.dist.common.typeorm-compat\.js$/ },
    handler(code) {
      const joined = code.replace(/^import .*createRequire.*$\s*^const require = createRequire\(.*$/m, '');
      // A new release may do it in another way: then this has to be thought over.
      if (joined === code) throw new Error('@nestjs/typeorm no longer asks for typeorm as scripts/bundle.mjs expects');
      return { code: joined, map: { mappings: '' } };
    },
  },
};

/** TypeORM is handed mysql2 (common/database/server-kind.ts); what it would require itself must not be joined to every start. */
const isDriverOfTypeOrm = (id, importer) => id === 'mysql2' && /node_modules.typeorm/.test(importer ?? '');

/** Optional peers that are not installed: their importers ask for them only when they are configured. */
function isAbsent(id, importer) {
  if (!importer || /^[./]/.test(id)) return false;
  try {
    createRequire(importer).resolve(id);
    return false;
  } catch (error) {
    return error.code === 'MODULE_NOT_FOUND';
  }
}
