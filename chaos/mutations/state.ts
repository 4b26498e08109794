import type { Json } from '../../test/support/clients.js';
import type { Person } from '../../test/support/people.js';

const STATE = `{
  me { id nickname signature sex birthday avatarUrl email phone username settings { directConversationsFrom } }
  contactGroups { id name position isDefault contacts { id alias userId } }
  blockedUsers(first: 100) { edges { node { userId } } }
  conversations(first: 20) { edges { node {
    id kind lastSeq revision readSeq deliveredSeq unreadCount pinnedAt archivedAt mutedUntil participantCount viewerRole
    room { id name description visibility history memberCount mutedUntil }
    participants(first: 10) { edges { node { userId role mutedUntil readSeq deliveredSeq } } }
    lastMessage { id text recalledAt editedAt revision }
    messages(last: 10) { edges { node { id seq text recalledAt editedAt revision reactions { emoji count } } } }
  } } }
}`;

/** Everything that somebody's client may hold, in parts that events speak of. */
export async function stateOf(person: Person): Promise<Map<string, string>> {
  const { me, contactGroups, blockedUsers, conversations } = await person.http.run(STATE);
  const state = new Map<string, string>([
    ['profile', JSON.stringify(me)],
    ['contacts', JSON.stringify([contactGroups, blockedUsers])],
  ]);
  for (const { node } of conversations.edges as Json[]) state.set(`conversation ${node.id}`, JSON.stringify(node));
  return state;
}

/** Which part of the state an event makes a client read again. */
export function partOf(event: Json): string | null {
  if (typeof event.conversationId === 'string') return `conversation ${event.conversationId}`;
  if (event.__typename === 'ContactsChanged') return 'contacts';
  if (event.__typename === 'ProfileChanged' || event.__typename === 'SettingsChanged') return 'profile';
  return null;
}

/** Parts that differ although no event told of them: what a client that trusts its stream would show wrongly. */
export function untold(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  told: ReadonlySet<string>,
): string[] {
  const parts = new Set([...before.keys(), ...after.keys()]);
  return [...parts].filter((part) => before.get(part) !== after.get(part) && !told.has(part));
}
