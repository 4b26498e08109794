import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const documents = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'].concat(
  ['docs', 'docs/adr'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
);

/** The cells of the table rows of a document, head rows and rulers left out. */
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\|(.+)\|$/gm)]
    .map(([, row = '']) => row.split('|').map((cell) => cell.trim()))
    .filter(([first = '']) => !/^(-+:?|#|)$/.test(first));

const codes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

function isThere(schema: GraphQLSchema, name: string): boolean {
  const [typeName = '', field] = name.split('.');
  if (field === undefined)
    return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].some(
      (type) => type?.getFields()[typeName] !== undefined,
    );
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValue(field) !== undefined;
  return (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) && field in type.getFields();
}

describe('docs/features.md', () => {
  const rows = rowsOf(read('docs/features.md'));
  const numbered = rows.filter(([number = '']) => /^[SNB]\d/.test(number));
  const schema = buildSchema(read('schema.gql'));

  it('has every row of the specification, once and in order', () => {
    const counts = { 'S0.': 8, 'S1.': 11, 'S2.': 8, 'S3.': 12, 'S4.': 8, N: 8 };
    const wanted = Object.entries(counts).flatMap(([prefix, count]) =>
      Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`),
    );
    expect(numbered.map(([number = '']) => number).filter((number) => !number.startsWith('B'))).toEqual(wanted);
  });

  it('names only operations and fields that the schema has', () => {
    const named = [
      ...numbered.flatMap(([, , operations = '']) => codes(operations)),
      ...rows.filter((row) => row.length === 2).flatMap(([, state = '']) => codes(state)),
    ];
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((name) => !isThere(schema, name))).toEqual([]);
  });

  it('leaves no operation of the schema unnamed', () => {
    const text = read('docs/features.md');
    const operations = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    const unnamed = operations.filter((name) => !text.includes(`\`${name}\``));
    // Seen by itself in the rows about messages.
    expect(unnamed.filter((name) => !['message', 'contact'].includes(name))).toEqual([]);
  });

  it('names only tests that are there, by their titles', () => {
    const missing: string[] = [];
    for (const [number, , , shownBy = ''] of numbered)
      for (const [, path = '', titles = ''] of shownBy.matchAll(/`([^`]+\.ts)`([^`]*)/g)) {
        const source = existsSync(join(root, path)) ? read(path) : '';
        for (const [, title = ''] of titles.matchAll(/“([^”]+)”/g))
          if (!source.includes(title)) missing.push(`${number}: ${path} “${title}”`);
        if (source === '') missing.push(`${number}: ${path}`);
      }
    expect(missing).toEqual([]);
  });

  it('shows every row by a test, but what is planned', () => {
    const unshown = numbered.filter(([, , , shownBy = '']) => !/“[^”]+”/.test(shownBy) && !shownBy.includes('planned'));
    expect(unshown.map(([number]) => number)).toEqual([]);
  });
});

describe('docs/dependencies.md', () => {
  it('has a row for every dependency and development dependency, and for nothing else', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, object>;
    const named = rowsOf(read('docs/dependencies.md')).flatMap(([name = '']) => codes(name));
    expect(named.sort()).toEqual([...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})].sort());
  });
});

describe('docs/realtime.md', () => {
  it('has every close code that the server chooses', () => {
    const chosen = [...read('src/common/socket/close-codes.ts').matchAll(/: (\d{4}),/g)].map(([, code]) => code);
    const told = rowsOf(read('docs/realtime.md')).map(([code]) => code);
    expect(chosen.filter((code) => !told.includes(code))).toEqual([]);
  });

  it('has every member of the inbox, and nothing else', () => {
    const union = buildSchema(read('schema.gql')).getType('InboxEvent') as unknown as {
      getTypes(): readonly { name: string }[];
    };
    const section = read('docs/realtime.md').split('## What `inbox` tells')[1]?.split('\n## ')[0] ?? '';
    for (const { name } of union.getTypes()) expect(section).toMatch(new RegExp(`\`${name}\\b`));
    const named = rowsOf(section).flatMap(([name = '']) => codes(name).map((code) => code.split(' ')[0]));
    const members = union.getTypes().map(({ name }) => name);
    expect(named.filter((name) => name !== 'event' && !members.includes(name as string))).toEqual([]);
  });
});

describe('the documents', () => {
  it('link to files that are there', () => {
    const broken = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .filter(([, target = '']) => !existsSync(join(root, dirname(path), target)))
        .map(([, target]) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('name npm scripts and settings that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
    const example = read('.env.example');
    const unknown = documents.flatMap((path) => {
      const text = read(path);
      return [
        ...[...text.matchAll(/npm run ([\w:-]+)/g)].filter(([, name = '']) => !(name in scripts)),
        ...[...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g)].filter(
          ([, name = '']) =>
            /^(DATA|DATABASE|SOCKET|INBOX|ATTACHMENT|GRAPHQL|HTTP|REDIS|MULTI|JWT|ROOM|ADMIN|RATE)_/.test(name) &&
            !example.includes(`#${name}=`) &&
            !read('docs/errors.md').includes(`\`${name}\``),
        ),
      ].map(([, name]) => `${path}: ${name}`);
    });
    expect(unknown).toEqual([]);
  });
});
