import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print, visit, type DefinitionNode, type DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as documents from '../src/generated/documents.js';
import { unfold } from '../src/graphql/document.js';

const folder = join(import.meta.dirname, '../documents');
const written = readdirSync(folder).flatMap((name) => parse(readFileSync(join(folder, name), 'utf8')).definitions);

const nameOf = (node: DefinitionNode): string => ('name' in node && node.name?.value) || '';

/** The definitions that one of them needs, by name. */
function closure(first: DefinitionNode, found = new Map<string, string>()): ReadonlyMap<string, string> {
  found.set(nameOf(first), print(first));
  visit(first, {
    FragmentSpread: ({ name }) => {
      const next = written.find((node) => nameOf(node) === name.value);
      if (next && !found.has(name.value)) closure(next, found);
    },
  });
  return found;
}

describe('the documents', () => {
  it.each(written.map((node) => [nameOf(node), node] as const))('%s unfolds to what is written', (name, node) => {
    const suffix = node.kind === Kind.FRAGMENT_DEFINITION ? 'FragmentDoc' : 'Document';
    const unfolded = (documents as unknown as Record<string, DocumentNode>)[`${name}${suffix}`];
    expect(unfolded?.definitions[0] && nameOf(unfolded.definitions[0])).toBe(name);
    expect(new Map(unfolded?.definitions.map((one) => [nameOf(one), print(one)]))).toEqual(closure(node));
  });

  it('takes aliases, numbers, truth values, variables, lists and inline fragments', () => {
    const unfolded = unfold(
      'query Some(after:String ids:[ID!]!){first:list(first:20 after:after all:true ids:ids){edges{node{...Room{name} id}}} viewer{id}}',
    );
    expect(print(unfolded)).toBe(
      print(
        parse(`query Some($after: String, $ids: [ID!]!) {
          first: list(first: 20, after: $after, all: true, ids: $ids) { edges { node { ... on Room { name } id } } }
          viewer { id }
        }`),
      ),
    );
  });
});
