import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { cases } from './cases.js';

it('has a case for every mutation, so that what each of them tells whom is attacked', () => {
  const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema.gql'), 'utf8'));
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {}).sort();
  expect(Object.keys(cases).sort()).toEqual(mutations);
});
