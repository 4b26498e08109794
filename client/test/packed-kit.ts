import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildKit } from '../../scripts/client/build-kit.js';

const root = join(import.meta.dirname, '../..');

/** Packages that the types of the peers need. */
const TYPES = ['@types/react', 'csstype', '@graphql-typed-document-node/core'];

export interface Manifest {
  readonly exports: Record<string, { readonly types: string; readonly default: string }>;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly peerDependenciesMeta: Record<string, { readonly optional: boolean }>;
}

/** A project in a folder of its own that has installed the package as it is shipped, and its peers. */
export class PackedKit {
  private constructor(
    readonly folder: string,
    readonly manifest: Manifest,
  ) {}

  static async install(): Promise<PackedKit> {
    const folder = await mkdtemp(join(tmpdir(), 'wireside-package-'));
    const manifest = JSON.parse(await readFile(join(root, 'client/package.json'), 'utf8')) as Manifest;
    const place = join(folder, 'node_modules/@wireside/apollo');
    await mkdir(place, { recursive: true });
    await cp(join(root, 'client/package.json'), join(place, 'package.json'));
    for (const name of [...Object.keys(manifest.peerDependencies), ...TYPES]) {
      const link = join(folder, 'node_modules', name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(root, 'node_modules', name), link);
    }
    await buildKit(join(place, 'dist'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    return new PackedKit(folder, manifest);
  }

  /** Loads an entry of the package, `.` or another one, as Node does. */
  async load(entry: string): Promise<unknown> {
    const path = this.manifest.exports[entry]?.default ?? '';
    return import(/* @vite-ignore */ pathToFileURL(join(this.folder, 'node_modules/@wireside/apollo', path)).href);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
