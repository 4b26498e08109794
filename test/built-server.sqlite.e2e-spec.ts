import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  buildClientSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type IntrospectionQuery,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../src/migrations/migrations.js';
import { buildServer } from './support/node-process.js';
import { Program } from './support/program.js';
import { createWorld, type World } from './support/server.js';

const root = join(import.meta.dirname, '..');
const server = join(root, 'dist/server');
let world: World;
const programs: Program[] = [];

beforeAll(async () => {
  buildServer();
  world = await createWorld();
}, 180_000);
afterAll(async () => {
  await Promise.all(programs.map((program) => program.dispose()));
  await world?.close();
});

/** The code that is read before the server listens: main.js, what it asks for by then, and whatever these import. */
function readAtStart(): Map<string, string> {
  const read = new Map<string, string>();
  const visit = (file: string): void => {
    if (read.has(file)) return;
    const code = readFileSync(join(server, file), 'utf8');
    read.set(file, code);
    for (const [, imported] of code.matchAll(/(?:\bfrom|\bimport)["`]\.\/([\w.-]+\.js)["`]/g))
      visit(imported as string);
  };
  visit('main.js');
  const begun = [...(read.get('main.js') as string).matchAll(/\bimport\(["`]\.\/([\w.-]+\.js)["`]\)/g)];
  for (const [, file] of begun) visit(file as string);
  return read;
}

describe('the built server', () => {
  it('has the schema that is committed, so no class has lost its name', async () => {
    const program = await Program.listening({ DATA_DIR: world.settings.DATA_DIR as string });
    programs.push(program);
    const response = await fetch(`${program.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: getIntrospectionQuery() }),
    });
    const { data } = (await response.json()) as { data: IntrospectionQuery };
    const committed = readFileSync(join(root, 'schema.gql'), 'utf8');
    const names = (text: string): string[] =>
      [...text.matchAll(/^(?:type|input|enum|union|interface) \w+/gm)].map(String);
    const served = printSchema(lexicographicSortSchema(buildClientSchema(data)));
    expect(names(served).sort()).toEqual(names(committed).sort());
  });

  it('reads nothing at its start that only some installations or requests need', () => {
    const read = readAtStart();
    expect([...read.keys()]).toContain('application.js');
    const code = [...read.values()].join('\n');
    // A name that only that package's own code contains.
    const markers = {
      mysql2: 'caching_sha2_password',
      nodemailer: 'X-Mailer',
      ioredis: 'sentinelRetryStrategy',
      sharp: 'VipsForeignLoad',
      'music-metadata': 'Matroska',
      '@aws-sdk/client-s3': 'AbortMultipartUpload',
    };
    const loaded = Object.entries(markers).filter(([, marker]) => code.includes(marker));
    expect(loaded.map(([name]) => name)).toEqual([]);
    expect(code.length).toBeLessThan(8 * 1024 * 1024);
  });

  it('holds the only copy of what knows its own classes by identity: TypeORM, GraphQL and Nest', async () => {
    // Whatever has been required from node_modules by the time it ends.
    const tell = `import { createRequire } from 'node:module';
      process.once('exit', () => {
        const files = Object.keys(createRequire('${root}/').cache);
        process.stdout.write(files.map((file) => 'required ' + file + '\\n').join(''));
      });`;
    const program = await Program.listening({
      DATA_DIR: world.settings.DATA_DIR as string,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tell)}`,
    });
    programs.push(program);
    program.signal('SIGTERM');
    expect(await program.ended()).toBe(0);
    const packages = [...program.output.matchAll(/^required .*\/node_modules\/((?:@[^/]+\/)?[^/]+)/gm)];
    const names = new Set(packages.map(([, name]) => name));
    expect(names).toContain('better-sqlite3');
    expect([...names].filter((name) => /typeorm|graphql|^@nestjs|^reflect-metadata$/.test(String(name)))).toEqual([]);
  });

  it("is open to TypeORM's command line, which tells of every migration", async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(root, 'node_modules/typeorm/cli.js'), 'migration:show', '-d', join(root, 'dist/ormconfig.js')],
      { cwd: world.settings.DATA_DIR, env: { PATH: process.env.PATH, ...world.settings } },
    );
    const told = [...stdout.matchAll(/\[[X ]\] (?:\d+ )?(\w+)/g)].map(([, name]) => name);
    expect(told.sort()).toEqual(migrations.map((Migration) => new Migration().name).sort());
  });

  it('tells in a stack trace where in the sources it was', async () => {
    const file = join(world.settings.DATA_DIR as string, 'no-folder');
    const program = Program.start({
      DATA_DIR: join(root, 'package.json', file),
      NODE_OPTIONS: '--enable-source-maps',
    });
    programs.push(program);
    expect(await program.ended()).toBe(1);
    expect(program.output).toContain('src/common/auth/jwt-secret.ts:');
  });
});
