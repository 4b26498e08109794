import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type ServerNode, type World } from './support/server.js';

// What the specification says MUST is an error, SHOULD and MAY are warnings: https://graphql.github.io/graphql-over-http/draft/
// These three ask for status 200 with `application/json` where Apollo Server answers 400; with
// `application/graphql-response+json` the specification wants 400.
const KNOWN_WARNINGS: readonly string[] = ['572B', '7B9B', 'FDE2'];

let world: World;
let node: ServerNode;
beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
});
afterAll(() => world?.close());

describe('GraphQL over HTTP', () => {
  // The names of the audits are known before there is a server, its address is not.
  const audits = serverAudits({ url: () => `${node.url}/graphql` });
  const warnings: string[] = [];

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (id, _, audit) => {
    const result = await audit.fn();
    if (result.status === 'warn') warnings.push(id);
    expect(result.status, 'reason' in result ? result.reason : '').not.toBe('error');
  });

  it('falls short of no recommendation but these', () => {
    expect(warnings.sort()).toEqual([...KNOWN_WARNINGS].sort());
  });
});
