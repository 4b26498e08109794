import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, SocketDoor } from './support/clients.js';
import { CONVERSATION_EVENTS, isNumbered, range, SCALE, PROMPT } from './support/inbox.js';
import { twoNodes } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const RACES = 500 * SCALE;
/** Races that run at once, each in a conversation of its own. */
const LANES = 10;

const SNAPSHOT = `query ($id: ID!) {
  conversation(id: $id) { revision messages(last: 100) { edges { node { seq text } } } }
}`;

let world: World;
let nodes: [ServerNode, ServerNode];
const people: Person[] = [];

beforeAll(async () => {
  world = await createWorld(PROMPT);
  nodes = await twoNodes(world);
});

afterAll(async () => {
  await Promise.all(people.map((person) => person.close()));
  await world?.close();
});

/** Reads the conversation, then subscribes from the revision that was read; what it ends up with until `head`. */
async function readThenFollow(socket: SocketDoor, id: string, head: Promise<number>): Promise<number[]> {
  const { conversation } = await socket.run(SNAPSHOT, { id });
  const seqs: number[] = conversation.messages.edges.map(({ node }: Json) => node.seq as number);
  const stream = socket.subscribe(CONVERSATION_EVENTS, { id, after: conversation.revision });
  const last = await head;
  const isThere = (): boolean =>
    conversation.revision >= last || stream.items.some((event) => isNumbered(event) && event.revision >= last);
  await stream.until(isThere, 20_000, `revision ${last}`);
  stream.stop();
  const live = stream.items.filter(({ __typename }) => __typename === 'MessageAdded');
  return [...seqs, ...live.map(({ message }) => message.seq as number)];
}

it(
  'gives 1..N exactly once when a conversation is read and subscribed to while others send',
  { timeout: 120_000 * SCALE },
  async () => {
    const lanes = range(1, LANES).map(async (lane) => {
      const ann = await register(nodes[0], `Ann ${lane}`);
      const bob = await register(nodes[0], `Bob ${lane}`);
      people.push(ann, bob);
      const reading = [bob.socket({ node: nodes[0] }), bob.socket({ node: nodes[1] })];
      const writing = [ann.on(nodes[0]), ann.on(nodes[1])];
      let conversationId = '';
      let total = 0;
      for (let race = 0; race < RACES / LANES; race += 1) {
        // A conversation's snapshot is one page; a new one before it outgrows that.
        if (race % 25 === 0) {
          const { conversationId: id } = await ann.createRoom(`Race ${lane}.${race}`, [bob]);
          conversationId = id;
          total = 0;
        }
        const sends = range(1, 2 + (race % 3)).map((index) =>
          (writing[(race + index) % 2] as Person).send(conversationId, `${race}.${index}`),
        );
        const head = Promise.all(sends).then((sent) => Math.max(...sent.map(({ revision }) => revision as number)));
        // Not always at the same moment of the sending.
        if (race % 3 !== 0) await sends[race % sends.length];
        const seqs = await readThenFollow(reading[race % 2] as SocketDoor, conversationId, head);
        total += sends.length;
        expect(seqs, `lane ${lane}, race ${race}`).toEqual(range(1, total));
      }
    });
    await Promise.all(lanes);
  },
);
