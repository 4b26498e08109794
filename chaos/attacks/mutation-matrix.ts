import { setTimeout as wait } from 'node:timers/promises';
import type { Json } from '../../test/support/clients.js';
import { atLeast, exactly, type Attack } from '../attack.js';
import { cases, type MutationCase } from '../mutations/cases.js';
import { cast, documentOf, ROLES, scenery, type Role } from '../mutations/cast.js';
import { partOf, stateOf, untold } from '../mutations/state.js';
import { Stage } from '../stage.js';
import { SocketWire } from '../wire.js';

const INBOX = `subscription { inbox {
  __typename
  ... on ConversationEvent { conversationId }
  ... on ConversationSettingsChanged { conversationId }
  ... on ReceiptChanged { conversationId }
  ... on MessageHidden { conversationId }
  ... on Reset { conversationId }
} }`;

const OUTSIDERS: ReadonlySet<Role> = new Set(['removed', 'stranger']);
const PATIENCE_MS = 20_000;

/** Whoever may know of a change is told of it; whoever may not, hears nothing. */
export const mutationMatrix: Attack = {
  name: 'mutation-matrix',
  title: 'every mutation × actor, other device, member, removed member, stranger',
  async run({ log }) {
    const admin = '700000001';
    const stage = await Stage.set({ settings: { ADMIN_ACCOUNTS: admin } });
    const faults: string[] = [];
    let pairs = 0;
    try {
      const waiting = Object.entries(cases);
      const work = async (): Promise<void> => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const found = await tell(stage, ...next);
          pairs += ROLES.length;
          faults.push(...found);
          for (const fault of found) log(fault);
        }
      };
      await Promise.all(Array.from({ length: 4 }, work));
    } finally {
      await stage.close();
    }
    return {
      load: `${Object.keys(cases).length} mutations, each with five inboxes open on two nodes`,
      faults: 'none: a client reads again only what its events tell of, and must then hold what a fresh query answers',
      figures: [
        atLeast('amount', 'pairs of mutation and onlooker', pairs, ROLES.length * Object.keys(cases).length),
        exactly('pairs in which something was not told, or told to an outsider', faults.join('; ') || 'none', 'none'),
      ],
      verdict: null,
      void: [],
    };
  },
};

async function tell(stage: Stage, name: string, { input, ends = [], asAdmin }: MutationCase): Promise<string[]> {
  const people = await cast(stage);
  const scene = await scenery(people);
  const variables = await input(scene);
  if (asAdmin) await stage.sql('UPDATE users SET is_admin = ? WHERE id = ?', [1, people.actor.id]);
  const events = new Map<Role, Json[]>(ROLES.map((role) => [role, []]));
  const wires = await Promise.all(
    ROLES.map(async (role) => {
      const wire = await SocketWire.open(people[role].node.url, people[role].accessToken);
      await new Promise<void>((resolve, reject) =>
        wire.subscribe(
          INBOX,
          {},
          (event) => {
            if (event.__typename === 'InboxCaughtUp') resolve();
            else if (event.__typename !== 'InboxReady') events.get(role)?.push(event);
          },
          (fault) => reject(new Error(JSON.stringify(fault))),
        ),
      );
      return wire;
    }),
  );
  // What the scenery itself has caused and other nodes still tell.
  await wait(150);
  for (const heard of events.values()) heard.length = 0;
  const watched = ROLES.filter((role) => !ends.includes(role));
  const before = new Map(await Promise.all(watched.map(async (role) => [role, await stateOf(people[role])] as const)));
  const acting = name === 'extendSession' ? wires[0]! : null;
  const document = documentOf(name);
  const answer = acting
    ? await acting.ask(document, { input: variables }, 60_000)
    : await people.actor.http.ask(document, name === 'logout' ? {} : { input: variables });
  const faults = await settle(name, watched, before, events, people);
  if ('errors' in answer && answer.errors && name !== 'resetPassword')
    faults.push(`${name} was refused: ${JSON.stringify(answer.errors)}`);
  for (const wire of wires) wire.cut();
  return faults;
}

/** Waits until everything that changed was told, or patience runs out; then looks at those who must hear nothing. */
async function settle(
  name: string,
  watched: readonly Role[],
  before: ReadonlyMap<Role, Map<string, string>>,
  events: ReadonlyMap<Role, Json[]>,
  people: Awaited<ReturnType<typeof cast>>,
): Promise<string[]> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    await wait(100);
    const faults: string[] = [];
    for (const role of watched) {
      const told = new Set((events.get(role) ?? []).map(partOf).filter((part) => part !== null));
      for (const part of untold(before.get(role) ?? new Map<string, string>(), await stateOf(people[role]), told))
        faults.push(`${name}: the ${role} was not told of ${part.split(' ')[0]}`);
      if (OUTSIDERS.has(role) && told.size > 0) faults.push(`${name}: the ${role} was told of ${[...told].join(', ')}`);
    }
    if (faults.length === 0 || performance.now() > until) return faults;
  }
}
