import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from './support/clients.js';
import { historyOf, newSend, SEND } from './support/messages.js';
import { buildServer, startNodeProcess, type NodeProcess } from './support/node-process.js';
import { register, type Person } from './support/people.js';

const SENDERS = 16;
const KILLS = Number(process.env.TEST_LOAD ?? 2);
/** Sends that each life of the server acknowledges before it is killed in the middle of more. */
const ACKNOWLEDGED_BEFORE_KILL = 150;

let folder: string;
let node: NodeProcess;
const start = (): Promise<NodeProcess> =>
  startNodeProcess({
    NODE_ENV: 'production',
    DATA_DIR: folder,
    HOST: '127.0.0.1',
    RATE_LIMITS: 'off',
    PLAYGROUND: 'off',
  });

beforeAll(async () => {
  buildServer();
  folder = await mkdtemp(join(tmpdir(), 'wireside-crash-'));
  node = await start();
}, 180_000);
afterAll(async () => {
  await node?.stop();
  await rm(folder, { recursive: true, force: true });
});

it(
  `${SENDERS} senders with refused sends among theirs lose nothing that was acknowledged when the server is killed ${KILLS} times`,
  async () => {
    const people: Person[] = [];
    while (people.length < SENDERS) people.push(...(await Promise.all([1, 2, 3, 4].map(() => register(node)))));
    const owner = people[0]!;
    const { conversationId } = await owner.createRoom('Crash', people.slice(1));
    const stranger = await register(node);
    /** What was answered, by client message id; and what was in flight when the server died. */
    const acknowledged = new Map<string, Json>();
    const unknown: { sender: Person; input: Json }[] = [];
    let refused = 0;

    for (let kill = 1; kill <= KILLS; kill += 1) {
      let dying = false;
      let inFlight = 0;
      let answered = 0;
      let reached!: () => void;
      const enough = new Promise<void>((resolve) => (reached = resolve));
      const working = Promise.all(
        people.map(async (person, index) => {
          const sender = person.on(node);
          for (let number = 0; !dying; number += 1) {
            const isBad = (number * 7 + index) % 10 === 0;
            const bad = [
              { mentions: [stranger.id] },
              { replyToId: 'nonsense' },
              { attachmentIds: ['nothing'] },
              {
                clientMessageId: [...acknowledged.keys()].at(-1) ?? 'none',
                text: 'another body',
                mentions: [stranger.id],
              },
            ];
            const input = newSend(conversationId, `${kill}/${index}/${number}`, isBad ? bad[number % bad.length] : {});
            inFlight += 1;
            const answer = await sender.http.ask(SEND, { input }).catch(() => null);
            inFlight -= 1;
            if (!answer) {
              if (!isBad) unknown.push({ sender: person, input });
              return;
            }
            if (isBad) {
              expect(answer.errors?.[0]?.extensions.code).toMatch(
                /^(INVALID_INPUT|NOT_FOUND|ATTACHMENT_NOT_READY|CONFLICT)$/,
              );
              refused += 1;
              continue;
            }
            acknowledged.set(input.clientMessageId, answer.data.sendMessage.message);
            if ((answered += 1) === ACKNOWLEDGED_BEFORE_KILL) reached();
          }
        }),
      );
      await Promise.race([enough, working]);
      // A kill counts only when it hits sends under way.
      expect(inFlight).toBeGreaterThan(0);
      dying = true;
      await node.kill();
      await working;
      check(folder);
      node = await start();

      const stored = await historyOf(owner.on(node), conversationId);
      expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
      const bySender = new Map<string, Json[]>();
      for (const message of stored)
        bySender.set(message.clientMessageId, [...(bySender.get(message.clientMessageId) ?? []), message]);
      for (const [clientMessageId, message] of acknowledged) expect(bySender.get(clientMessageId)).toEqual([message]);
      expect(stored.length - acknowledged.size).toBeLessThanOrEqual(unknown.length);

      for (const { sender, input } of unknown.splice(0)) {
        const retried = (await sender.on(node).http.run(SEND, { input })).sendMessage.message;
        const again = (await sender.on(node).http.run(SEND, { input })).sendMessage.message;
        expect(again).toEqual(retried);
        const before = bySender.get(input.clientMessageId)?.[0];
        if (before) expect(retried).toEqual(before);
        acknowledged.set(input.clientMessageId, retried);
      }
      expect(await historyOf(owner.on(node), conversationId)).toHaveLength(acknowledged.size);
    }
    expect(refused).toBeGreaterThan(acknowledged.size / 30);
  },
  60_000 + KILLS * 30_000,
);

it('ends in order when told to: what is under way is answered, and the file is whole', async () => {
  const person = await register(node);
  const conversationId = await person.openDirect(person);
  const sends = Array.from({ length: 30 }, () => person.http.ask(SEND, { input: newSend(conversationId) }));
  await Promise.race(sends);
  const [answers] = await Promise.all([Promise.allSettled(sends), node.stop()]);
  const seqs = answers.flatMap((answer) =>
    answer.status === 'fulfilled' && answer.value.data ? [answer.value.data.sendMessage.message.seq as number] : [],
  );
  check(folder);
  node = await start();
  const stored = await historyOf(person.on(node), conversationId);
  expect(stored.map(({ seq }) => seq)).toEqual(expect.arrayContaining(seqs));
});

/** Looks at a copy, as the server finds it: opening the file itself would already mend it. */
function check(dataDir: string): void {
  const copy = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  try {
    execFileSync('sh', ['-c', `cp ${dataDir}/wireside.sqlite* ${copy}/`]);
    const database = new Sqlite(join(copy, 'wireside.sqlite'));
    expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    database.close();
  } finally {
    execFileSync('rm', ['-r', copy]);
  }
}
