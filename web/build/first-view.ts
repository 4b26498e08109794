import { readFileSync } from 'node:fs';
import { InMemoryCache } from '@apollo/client';
import { print, stripIgnoredCharacters } from 'graphql';
import { ConversationsDocument, MessagesBeforeDocument } from '../../client/src/generated/documents.js';
import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;

/** What the script may ask the API: `QUERIES` there. */
const QUERIES = { list: ConversationsDocument, messages: MessagesBeforeDocument };

export interface FirstPaint {
  /** What it may ask for: the name of a `data-` attribute of its tag, which lists the files, and of the modules. */
  readonly further: Readonly<Record<string, readonly string[]>>;
  /** What it has to know besides: names and values of `data-` attributes. */
  readonly told: Readonly<Record<string, string>>;
}

/**
 * A script that runs before the first paint, so that the page never flashes in the wrong colours, and asks for what the first
 * view of somebody known here needs besides. The policy forbids it inline.
 * @param source the script's file
 */
export function firstPaintScript(source: string, { further, told }: FirstPaint): Plugin {
  const tag = (src: string, data: Readonly<Record<string, string>> = {}): HtmlTagDescriptor[] => {
    const attrs = Object.entries({ ...told, ...data }).map(([name, value]) => [`data-${name}`, value]);
    return [{ tag: 'script', attrs: { src, ...Object.fromEntries(attrs) }, injectTo: 'head-prepend' }];
  };
  return {
    name: 'wireside:first-paint',
    buildStart() {
      if (this.environment.config.command === 'build')
        this.emitFile({
          type: 'asset',
          name: 'first-paint.js',
          source: scriptOf(readFileSync(source, 'utf8')),
        });
    },
    transformIndexHtml(_html, { bundle }) {
      if (!bundle) return tag('/src/styles/first-paint.js');
      const file = Object.values(bundle).find((one) => one.type === 'asset' && one.names.includes('first-paint.js'));
      if (!file) throw new Error('first-paint.js was not emitted');
      const entry = Object.values(bundle).find((one) => one.type === 'chunk' && one.isEntry);
      const named = new Set(filesOf(bundle, entry));
      const chunkOf = (module: string): Bundle[string] => {
        const chunk = Object.values(bundle).find(
          (one) => one.type === 'chunk' && one.isDynamicEntry && one.facadeModuleId === module,
        );
        if (!chunk) throw new Error(`${module} has no file of its own`);
        return chunk;
      };
      const lists = Object.entries(further).map(([name, modules]): [string, string] => {
        const files = new Set(modules.flatMap((module) => filesOf(bundle, chunkOf(module))));
        return [name, [...files].flatMap((file) => (named.has(file) ? [] : `/${file}`)).join(' ')];
      });
      return tag(`/${file.fileName}`, Object.fromEntries(lists));
    },
  };
}

/** The script with the queries as Apollo Client would ask them. */
function scriptOf(source: string): string {
  const cache = new InMemoryCache();
  const texts = Object.entries(QUERIES).map(([name, document]) => [
    name,
    stripIgnoredCharacters(print(cache.transformDocument(document))),
  ]);
  return `{const QUERIES=${JSON.stringify(Object.fromEntries(texts))};\n${source}}\n`;
}

/** A chunk, what it imports at once, and their styles. */
function filesOf(bundle: Bundle, chunk: Bundle[string] | undefined, seen = new Set<string>()): string[] {
  if (chunk?.type !== 'chunk' || seen.has(chunk.fileName)) return [];
  seen.add(chunk.fileName);
  for (const name of chunk.imports) filesOf(bundle, bundle[name], seen);
  for (const name of chunk.viteMetadata?.importedCss ?? []) seen.add(name);
  return [...seen];
}

/**
 * Answers whether a module is needed by another at once, as a test for `codeSplitting.groups`, and a plugin that finds it out.
 */
export function neededBy(root: string): { readonly plugin: Plugin; readonly test: (id: string) => boolean } {
  const needed = new Set<string>();
  const plugin: Plugin = {
    name: 'wireside:needed-by',
    apply: 'build',
    buildEnd() {
      needed.clear();
      const open = [root];
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (needed.has(id)) continue;
        needed.add(id);
        open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
  return { plugin, test: (id) => needed.has(id) };
}
