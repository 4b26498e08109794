import { randomUUID } from 'node:crypto';
import { register, type Person } from '../../test/support/people.js';
import type { Json } from '../../test/support/clients.js';
import type { Stage } from '../stage.js';

/** Who is there when a mutation happens. */
export const ROLES = ['actor', 'device', 'member', 'removed', 'stranger'] as const;
export type Role = (typeof ROLES)[number];

/** A room of the actor, with a member, somebody who was removed, and messages; and those people. */
export interface Scenery {
  readonly people: Readonly<Record<Role, Person>>;
  readonly roomId: string;
  readonly conversationId: string;
  /** Messages in the room: of the actor, of the member. */
  readonly own: Json;
  readonly foreign: Json;
  /** Does something first, as this role; answers the payload. */
  do(role: Role, mutation: string, input: Record<string, unknown>, selection?: string): Promise<Json>;
}

/** People with whom nothing has happened yet: mutations that end accounts or sessions leave nobody to go on with. */
export async function cast(stage: Stage): Promise<Record<Role, Person>> {
  const [here, there] = [stage.node(0), stage.node(1)];
  const [actor, member, removed, stranger] = await Promise.all([
    register(here, 'Actor', { email: `${randomUUID()}@example.org` }),
    register(there, 'Member'),
    register(there, 'Removed'),
    register(there, 'Stranger'),
  ]);
  return { actor, device: await actor.secondDevice(there), member, removed, stranger };
}

export async function scenery(people: Readonly<Record<Role, Person>>): Promise<Scenery> {
  const { actor, member, removed } = people;
  const run = async (role: Role, mutation: string, input: Record<string, unknown>, selection = '__typename') => {
    const { data, errors } = await people[role].http.ask(documentOf(mutation, selection), { input });
    if (errors) throw new Error(`${mutation} as ${role}: ${JSON.stringify(errors)}`);
    return data[mutation];
  };
  const { roomId, conversationId } = await actor.createRoom('Scene', [member, removed], { visibility: 'PUBLIC' });
  const own = await actor.send(conversationId, 'of the actor');
  const foreign = await member.send(conversationId, 'of the member');
  await run('actor', 'removeRoomMember', { roomId, userId: removed.id });
  return { people, roomId, conversationId, own, foreign, do: run };
}

/** A mutation by its name. Those without input take none. */
export const documentOf = (mutation: string, selection = '__typename'): string =>
  mutation === 'logout'
    ? `mutation { logout { ${selection} } }`
    : `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${selection} } }`;
