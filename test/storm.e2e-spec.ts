import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from './support/clients.js';
import {
  CLEAR,
  EDIT,
  HIDE,
  historyOf,
  JOIN,
  LEAVE,
  MARK_READ,
  newSend,
  RECALL,
  SEND,
  twoNodes,
} from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const SECONDS = Number(process.env.TEST_LOAD ?? 4);
const WORKERS = 16;
const PEOPLE = 10;

// What a person may meet when others change the same things at the same time.
const EXPECTED = /^(NOT_A_MEMBER|NOT_FOUND|MESSAGE_RECALLED)$/;

let world: World;
let nodes: [ServerNode, ServerNode];
let people: Person[];
let rooms: { roomId: string; conversationId: string }[];

beforeAll(async () => {
  world = await createWorld();
  nodes = await twoNodes(world);
  people = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => register(nodes[index % 2]!)));
  const owner = await register(nodes[0], 'Owner');
  rooms = await Promise.all([1, 2, 3].map((n) => owner.createRoom(`Room ${n}`, people, { visibility: 'PUBLIC' })));
}, 240_000);
afterAll(() => world?.close());

it(
  `${WORKERS} workers who send, edit, recall, hide, clear, read, join and leave among the same ${PEOPLE} people get no error that is not theirs`,
  async () => {
    const until = performance.now() + SECONDS * 1000;
    const sent: Json[] = [];
    const errors: string[] = [];
    let operations = 0;
    await Promise.all(
      Array.from({ length: WORKERS }, async (_, worker) => {
        for (let step = 0; performance.now() < until; step += 1) {
          const dice = (worker * 7919 + step * 104_729) % 100;
          const person = people[(worker + step * 3) % PEOPLE]!.on(nodes[step % 2]!);
          const { roomId, conversationId } = rooms[(worker + step) % rooms.length]!;
          const target = sent[(step * 31 + worker) % Math.max(1, sent.length)];
          const actions: [number, string, Json][] = [
            [40, SEND, newSend(conversationId, `${worker}:${step}`, dice % 3 === 0 ? { mentions: [person.id] } : {})],
            [55, MARK_READ, { conversationId, seq: sent.length + 1 }],
            [62, RECALL, { messageId: target?.id }],
            [69, EDIT, { messageId: target?.id, text: `edited ${step}` }],
            [74, HIDE, { messageId: target?.id }],
            [78, CLEAR, { conversationId }],
            [88, LEAVE, { roomId }],
            [100, JOIN, { roomId }],
          ];
          const [, document, input] = actions.find(([below]) => dice < below)!;
          if ('messageId' in input && !target) continue;
          const actor =
            target && [RECALL, EDIT].includes(document) ? people.find(({ id }) => id === target.sender.id)! : person;
          const answer = await actor.http.ask(document, { input });
          operations += 1;
          const code = answer.errors?.[0]?.extensions.code;
          if (code && !EXPECTED.test(code))
            errors.push(`${code} ${answer.errors[0]!.message} ${document.slice(11, 60)}`);
          if (answer.data?.sendMessage) sent.push(answer.data.sendMessage.message);
        }
      }),
    );
    expect(errors).toEqual([]);
    expect(operations).toBeGreaterThan(WORKERS);

    for (const { roomId, conversationId } of rooms) {
      const reader = await register(nodes[0]);
      await reader.http.run(JOIN, { input: { roomId } });
      const stored = await historyOf(reader, conversationId);
      expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
      const mine = sent.filter((message) => message.conversationId === conversationId);
      expect(mine.map(({ seq }) => seq as number).sort((a, b) => a - b)).toEqual(stored.map(({ seq }) => seq));
    }
  },
  60_000 + SECONDS * 2000,
);
