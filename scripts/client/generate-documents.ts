/**
 * Writes the typed, precompiled documents of the client kit and of the web application from their .graphql files and
 * schema.gql. With --check it writes nothing and fails when they are out of date.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { buildSchema, parse, specifiedRules, NoUnusedFragmentsRule, validate, type DocumentNode } from 'graphql';
import prettier from 'prettier';
import { compact, type Compact } from './compact-document.js';

interface Place {
  readonly documents: string;
  /** Fragments of another place that these documents use as well. */
  readonly fragments?: string;
  readonly target: string;
  /** Where `unfold` comes from. */
  readonly runtime: string;
}

const PLACES: readonly Place[] = [
  {
    documents: 'client/documents',
    target: 'client/src/generated/documents.ts',
    runtime: '../graphql/document.js',
  },
  {
    documents: 'web/app/documents',
    fragments: 'client/documents/fragments.graphql',
    target: 'web/app/src/generated/documents.ts',
    runtime: '@wireside/apollo',
  },
];

const schemaText = readFileSync('schema.gql', 'utf8');
const schema = buildSchema(schemaText);
const isCheck = process.argv.includes('--check');
let stale = 0;

for (const place of PLACES) {
  const text = await render(place);
  const present = readIfThere(place.target);
  if (present === text) continue;
  stale += 1;
  if (isCheck) console.error(`${place.target} is out of date: run \`npm run client:documents\``);
  else writeFileSync(place.target, text);
}
process.exit(isCheck && stale > 0 ? 1 : 0);

async function render({ documents: folder, fragments, target, runtime }: Place): Promise<string> {
  const own = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const files = [...own.sort().map((name) => join(folder, name)), ...(fragments === undefined ? [] : [fragments])];
  const documents = files.map((location) => ({
    location,
    document: parse(readFileSync(location, 'utf8'), { noLocation: true }),
  }));
  const whole: DocumentNode = {
    kind: 'Document' as DocumentNode['kind'],
    definitions: documents.flatMap(({ document }) => document.definitions),
  };
  const faults = validate(
    schema,
    whole,
    specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule),
  );
  if (faults.length > 0) throw new Error(faults.join('\n'));

  const types = await codegen({
    schema: parse(schemaText),
    schemaAst: schema,
    documents,
    filename: target,
    config: {
      useTypeImports: true,
      immutableTypes: true,
      arrayInputCoercion: false,
      enumType: 'string-literal',
      avoidOptionals: { field: true },
      scalars: { DateTime: 'string', ID: 'string' },
      skipTypename: false,
      nonOptionalTypename: true,
    },
    plugins: [{ operations: {} }],
    pluginMap: { operations: operationTypes },
  });
  const foreign = documents.filter(({ location }) => location === fragments).map(({ document }) => document);
  const { texts, imported } = constants(whole, foreign.flatMap(namesOfFragments));
  const names = ['unfold', ...imported];
  const parts = [
    '// Generated from the .graphql files and schema.gql by `npm run client:documents`. Do not edit.',
    `import { ${names.sort().join(', ')} } from '${runtime}';`,
    types,
    ...texts,
  ];
  const options = await prettier.resolveConfig(target);
  return prettier.format(parts.join('\n'), { ...options, filepath: target });
}

function namesOfFragments({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((one) => (one.kind === 'FragmentDefinition' ? [one.name.value] : []));
}

interface Constants {
  readonly texts: readonly string[];
  /** Documents of fragments of another place that are used here. */
  readonly imported: readonly string[];
}

function constants(whole: DocumentNode, foreign: readonly string[]): Constants {
  const all = compact(whole);
  const own = all.filter(({ name }) => !foreign.includes(name));
  const fragments = all.filter(({ kind }) => kind === 'fragment');
  // A fragment comes after those that it needs.
  const depth = (one: Compact): number => Math.max(-1, ...spreads(one, fragments).map(depth)) + 1;
  const sorted = [
    ...own.filter((one) => fragments.includes(one)).sort((one, other) => depth(one) - depth(other)),
    ...own.filter((one) => !fragments.includes(one)),
  ];
  const texts = sorted.map((one) => {
    const { name, kind, definition } = one;
    const type = `${name}${kind[0]?.toUpperCase()}${kind.slice(1)}`;
    const types = kind === 'fragment' ? type : `${type}, ${type}Variables`;
    const args = [JSON.stringify(definition), ...spreads(one, fragments).map(constantOf)];
    return `export const ${constantOf(one)} = /*#__PURE__*/ unfold<${types}>(${args.join(', ')});`;
  });
  const used = new Set(own.flatMap((one) => spreads(one, fragments)));
  return { texts, imported: [...used].filter((one) => !own.includes(one)).map(constantOf) };
}

function constantOf({ name, kind }: Compact): string {
  return `${name}${kind === 'fragment' ? 'FragmentDoc' : 'Document'}`;
}

/** The fragments that a definition itself names, in the order in which they are met. */
function spreads({ definition }: Compact, fragments: readonly Compact[]): Compact[] {
  const names = [...definition.matchAll(/\.\.\.(\w+)(?![\w{])/g)].map(([, name = '']) => name);
  return [...new Set(names)].map((name) => {
    const fragment = fragments.find((one) => one.name === name);
    if (!fragment) throw new Error(`no fragment ${name}`);
    return fragment;
  });
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
