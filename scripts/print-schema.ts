import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';
import { createApplication } from '../src/application.js';
import { parseConfig } from '../src/common/config/config.js';
import { envExample } from '../src/common/config/env-example.js';
import { errorsDocument } from '../src/common/errors/errors-document.js';

/**
 * Writes the files that are generated from the code: schema.gql, .env.example, docs/errors.md. With `--check` it fails
 * when one of them is not up to date.
 */
async function generated(): Promise<Record<string, string>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wireside-schema-'));
  const app = await createApplication(
    parseConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', PLAYGROUND: 'off', WEB_APP: 'off' }),
  );
  try {
    return {
      'schema.gql': `# Generated from the code by \`npm run schema\`. Do not edit.\n\n${printSchema(app.get(GraphQLSchemaHost, { strict: false }).schema)}\n`,
      '.env.example': envExample(),
      'docs/errors.md': errorsDocument(),
    };
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [file, text] of Object.entries(await generated())) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) stale.push(file);
  else writeFileSync(file, text);
}
if (stale.length > 0) process.stderr.write(`not up to date: ${stale.join(', ')} – run \`npm run schema\`\n`);
process.exit(stale.length > 0 ? 1 : 0);
