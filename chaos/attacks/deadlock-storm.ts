import { setTimeout as wait } from 'node:timers/promises';
import { atLeast, atMost, exactly, type Attack } from '../attack.js';
import type { Person } from '../../test/support/people.js';
import { register } from '../../test/support/people.js';
import { crowd } from '../population.js';
import { Stage } from '../stage.js';
import { HttpWire, type Reply } from '../wire.js';

const mutation = (name: string): string =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id seq } } }`;

/** What one may meet when others change the same things at the same time. */
const EXPECTED = new Set(['NOT_A_MEMBER', 'NOT_FOUND', 'MESSAGE_RECALLED', 'FORBIDDEN', 'CONTACT_EXISTS']);

/** Everybody locks the same rows in every order that the product has. */
export const deadlockStorm: Attack = {
  name: 'deadlock-storm',
  title: 'workers send, read, react, remove and change contacts over the same people',
  async run({ random, count, log }) {
    const [workers, seconds] = [count(32, 16), count(60, 10)];
    const stage = await Stage.set();
    try {
      const owner = await register(stage.node(0), 'Owner');
      const people = await crowd(20, (index) => register(stage.node(index % 2), `Person ${index}`));
      const rooms = await crowd(3, (index) => owner.createRoom(`Room ${index}`, people, { visibility: 'PUBLIC' }));
      const before = await deadlocksOf(stage);
      const until = performance.now() + seconds * 1000;
      const errors = new Map<string, number>();
      const recent: { id: string; seq: number; conversationId: string }[] = [];
      let operations = 0;
      await Promise.all(
        Array.from({ length: workers }, async (_, index) => {
          const own = random.fork(`worker ${index}`);
          while (performance.now() < until) {
            const { roomId, conversationId } = own.pick(rooms);
            const [person, other] = [own.pick(people), own.pick(people)];
            const target = recent.length > 0 ? own.pick(recent) : null;
            const actions: (() => readonly [Person, string, Record<string, unknown>])[] = [
              () => [person, SEND, { conversationId, clientMessageId: own.uuid(), text: 'storm' }],
              () => [
                person,
                SEND,
                { conversationId, clientMessageId: own.uuid(), text: 'storm', mentions: [other.id] },
              ],
              () => [person, mutation('markRead'), { conversationId, seq: target?.seq ?? 1 }],
              () => [person, mutation('markDelivered'), { conversationId, seq: target?.seq ?? 1 }],
              () => [owner, mutation('removeRoomMember'), { roomId, userId: other.id }],
              () => [
                owner,
                mutation('addRoomMembers'),
                { roomId, userIds: people.slice(own.below(10)).map(({ id }) => id) },
              ],
              () => [person, mutation('leaveRoom'), { roomId }],
              () => [person, mutation('joinRoom'), { roomId }],
              () => [person, mutation('addContact'), { userId: other.id, groupName: 'Storm' }],
              () => [person, mutation('removeContact'), { userId: other.id }],
              () => [person, mutation('hideMessage'), { messageId: target?.id }],
              () => [person, mutation('addReaction'), { messageId: target?.id, emoji: own.pick(['👍', '🍣', '🍺']) }],
            ];
            const [actor, document, input] = own.pick(actions)();
            if ('messageId' in input && !target) continue;
            const reply = await new HttpWire(() => stage.node(own.below(2)).url, actor.accessToken).ask(
              document,
              { input },
              60_000,
            );
            operations += 1;
            const message = reply.kind === 'ok' ? reply.data.sendMessage?.message : null;
            if (message) recent.push({ ...message, conversationId });
            if (recent.length > 50) recent.shift();
            const fault = faultOf(reply);
            if (fault) errors.set(fault, (errors.get(fault) ?? 0) + 1);
          }
        }),
      );
      log(`${operations} operations`);
      await wait(100);
      const deadlocks = (await deadlocksOf(stage)) - before;
      return {
        load: `${workers} workers who send, mention, read, react, hide, join, leave, add, remove and change contacts among 20 people in 3 rooms, for ${seconds} s; two nodes`,
        faults: 'none but each other',
        figures: [
          exactly(
            'errors that users see',
            [...errors].map(([code, times]) => `${times} × ${code}`).join(', ') || 'none',
            'none',
          ),
          atLeast('amount', 'operations', operations, workers * seconds),
          atMost(
            'time',
            'deadlocks and lock time-outs, each repeated, in 100 operations',
            (deadlocks / operations) * 100,
            1,
          ),
        ],
        verdict: null,
        void: operations > workers ? [] : ['hardly anything happened'],
      };
    } finally {
      await stage.close();
    }
  },
};

function faultOf(reply: Reply): string | null {
  switch (reply.kind) {
    case 'ok':
      return null;
    case 'unknown':
      return reply.why;
    case 'refused': {
      const { code } = reply.fault.extensions;
      // Oneself as a contact; somebody who has just left as mentioned.
      const { field } = reply.fault.extensions;
      if (EXPECTED.has(code) || field === 'userId' || field === 'mentions') return null;
      return `${code} ${reply.fault.message}`;
    }
  }
}

async function deadlocksOf(stage: Stage): Promise<number> {
  const [row] = await stage.sql<{ count: string }>(
    "SELECT SUM(COUNT) AS count FROM information_schema.INNODB_METRICS WHERE NAME IN ('lock_deadlocks', 'lock_timeouts')",
  );
  return Number(row?.count ?? 0);
}
