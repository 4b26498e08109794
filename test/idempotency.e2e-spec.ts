import { randomUUID } from 'node:crypto';
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import { picture } from './support/attachments-world.js';
import type { Answer, Json } from './support/clients.js';
import { EDIT, historyOf, LEAVE, newSend, nextOf, RECALL, SEND, twoNodes, watch } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';
import { upload } from './support/uploads.js';

const RACES = Number(process.env.TEST_LOAD ?? 4) * 5;

let world: World;
let nodes: [ServerNode, ServerNode];
let ann: Person;
let annElsewhere: Person;
let bob: Person;
let eve: Person;

beforeAll(async () => {
  world = await createWorld();
  nodes = await twoNodes(world);
  ann = await register(nodes[0], 'Ann');
  annElsewhere = ann.on(nodes[1]);
  bob = await register(nodes[1], 'Bob');
  eve = await register(nodes[0], 'Eve');
});

afterAll(async () => {
  await Promise.all([ann, annElsewhere, bob, eve].map((person) => person?.close()));
  await world?.close();
});

const ask = (person: Person, input: Json): Promise<Answer<Json>> => person.http.ask(SEND, { input });
const send = async (person: Person, input: Json): Promise<Json> =>
  (await person.http.run(SEND, { input })).sendMessage.message;
const codeOf = (answer: Answer<Json>): string | null => answer.errors?.[0]?.extensions.code ?? null;

/** A room of Ann and Bob without messages. */
const emptyRoom = async (): Promise<string> => (await ann.createRoom('Room', [bob])).conversationId;

describe('a send that is repeated', () => {
  it('in parallel, through both nodes and doors, is one message, told once', async () => {
    const conversationId = await emptyRoom();
    const inbox = await watch(bob);
    const socket = ann.socket();
    for (let race = 1; race <= RACES; race += 1) {
      const input = newSend(conversationId, `race ${race}`);
      const doors = [ann.http, annElsewhere.http, socket, ann.http, annElsewhere.http, socket];
      const answers = await Promise.all(doors.map((door) => door.run(SEND, { input })));
      for (const { sendMessage } of answers)
        expect(sendMessage.message).toMatchObject({ seq: race, text: `race ${race}` });
    }
    expect(await historyOf(bob, conversationId)).toHaveLength(RACES);
    const last = await send(ann, newSend(conversationId, 'last'));
    expect(last.seq).toBe(RACES + 1);
    await inbox.nextWhere(({ message }) => message?.id === last.id);
    const told = inbox.items.filter(({ __typename }) => __typename === 'MessageAdded');
    expect(told.map(({ message }) => message.seq)).toEqual(Array.from({ length: RACES + 1 }, (_, index) => index + 1));
  });

  it('with its id in capitals, much later, or after an edit, gives the right message', async () => {
    const conversationId = await emptyRoom();
    const input = newSend(conversationId, 'said once', { clientMessageId: randomUUID() });
    const message = await send(ann, input);
    expect(await send(ann, { ...input, clientMessageId: input.clientMessageId.toUpperCase() })).toEqual(message);
    await Promise.all(
      Array.from({ length: 10 }, () => [
        send(ann, { ...input, clientMessageId: input.clientMessageId.toUpperCase() }),
        send(annElsewhere, input),
      ]).flat(),
    );
    await nodes[0].app
      .get(Database)
      .writer.query('UPDATE messages SET created_at = created_at - ? WHERE conversation_id = ?', [
        400 * 86_400_000,
        conversationId,
      ]);
    expect((await send(annElsewhere, input)).id).toBe(message.id);
    await ann.http.run(EDIT, { input: { messageId: message.id, text: 'edited' } }).catch(() => null);
    expect((await send(ann, input)).id).toBe(message.id);
    expect(await historyOf(bob, conversationId)).toHaveLength(1);
  });

  it('with another clock of the client is the same message, and keeps the first time', async () => {
    const conversationId = await emptyRoom();
    const input = newSend(conversationId, 'tick', { sentAt: '2026-01-01T00:00:00.000Z' });
    const message = await send(ann, input);
    expect(await send(ann, { ...input, sentAt: '2026-01-01T00:00:09.000Z' })).toEqual(message);
  });

  it('after a recall gives the recalled message and does not say it again', async () => {
    const conversationId = await emptyRoom();
    const input = newSend(conversationId, 'regretted');
    const message = await send(ann, input);
    await ann.http.run(RECALL, { input: { messageId: message.id } });
    const again = await send(annElsewhere, input);
    expect(again).toMatchObject({ id: message.id, seq: message.seq, text: null });
    expect(again.recalledAt).not.toBeNull();
    expect(await historyOf(bob, conversationId)).toHaveLength(1);
  });

  it('with attachments is the same message too', async () => {
    const conversationId = await emptyRoom();
    const image = await upload(ann, await picture(8, 8), 'a.png');
    const input = newSend(conversationId, 'look', { attachmentIds: [image.id], mentions: [bob.id] });
    const answers = await Promise.all([send(ann, input), send(annElsewhere, input), send(ann, input)]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await historyOf(bob, conversationId)).toHaveLength(1);
  });

  it('after its reply was lost on the way is found, not said twice', async () => {
    const conversationId = await emptyRoom();
    const lossy = await LossyDoor.before(nodes[0]);
    try {
      for (let round = 1; round <= 10; round += 1) {
        const input = newSend(conversationId, `lost ${round}`);
        await expect(ask(ann.on(lossy), input)).rejects.toThrow();
        const found = await send(round % 2 ? ann : annElsewhere, input);
        expect(found).toMatchObject({ seq: round, text: `lost ${round}` });
      }
    } finally {
      await lossy.close();
    }
    expect(await historyOf(bob, conversationId)).toHaveLength(10);
  });
});

describe('an id that is used again', () => {
  it('with another body is a CONFLICT, also in capitals, and nothing changes', async () => {
    const conversationId = await emptyRoom();
    const first = await send(ann, newSend(conversationId, 'first'));
    const input = newSend(conversationId, 'body');
    const message = await send(ann, input);
    const others: Json[] = [
      { text: 'Body' },
      { text: 'body ' },
      { replyToId: first.id },
      { mentions: [bob.id] },
      { clientMessageId: input.clientMessageId.toUpperCase(), text: 'other' },
    ];
    for (const change of others) {
      const answer = await ask(ann, { ...input, ...change });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', field: 'clientMessageId' });
    }
    expect((await historyOf(bob, conversationId)).map(({ id }) => id)).toEqual([first.id, message.id]);
    expect((await send(ann, newSend(conversationId, 'next'))).seq).toBe(3);
  });

  it('with another body at the same instant, on both nodes: one message, everybody else learns of the conflict', async () => {
    const conversationId = await emptyRoom();
    for (let race = 1; race <= RACES; race += 1) {
      const clientMessageId = randomUUID();
      const bodies = ['A', 'B', 'A', 'B', 'A', 'B'];
      const answers = await Promise.all(
        bodies.map((text, index) => ask(index < 3 ? ann : annElsewhere, { conversationId, clientMessageId, text })),
      );
      const winners = answers.filter(({ data }) => data?.sendMessage);
      expect(winners).toHaveLength(3);
      expect(new Set(winners.map(({ data }) => data!.sendMessage.message.text)).size).toBe(1);
      for (const { data } of winners) expect(data!.sendMessage.message.seq).toBe(race);
      expect(answers.map(codeOf).filter((code) => code === 'CONFLICT')).toHaveLength(3);
    }
  });

  it('by somebody else, or in another conversation, is another message', async () => {
    const [one, two] = [await emptyRoom(), await emptyRoom()];
    const clientMessageId = randomUUID();
    const ids = await Promise.all([
      send(ann, { conversationId: one, clientMessageId, text: 'x' }),
      send(bob, { conversationId: one, clientMessageId, text: 'x' }),
      send(ann, { conversationId: two, clientMessageId, text: 'x' }),
      send(bob, { conversationId: two, clientMessageId, text: 'y' }),
    ]);
    expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
  });
});

describe('a batch with bad members', () => {
  it('fails for them alone: the neighbours are stored, dense, each with its own answer', async () => {
    const { conversationId, roomId } = await ann.createRoom('Mixed', [bob, eve]);
    const elsewhere = await ann.openDirect(bob);
    await eve.http.run(LEAVE, { input: { roomId } });
    const stranger = await register(nodes[0], 'Stranger');
    const seed = await send(ann, newSend(conversationId, 'seed'));
    const foreign = await send(ann, newSend(elsewhere, 'foreign'));

    const good: Promise<Json>[] = [];
    const bad: Promise<[string | null, string]>[] = [];
    for (let round = 0; round < 15; round += 1) {
      const wrong: [Person, Json, string][] = [
        [stranger, newSend(conversationId, 'no'), 'NOT_FOUND'],
        [eve, newSend(conversationId, 'no'), 'NOT_A_MEMBER'],
        [ann, newSend(conversationId, 'no', { mentions: [stranger.id] }), 'INVALID_INPUT'],
        [ann, newSend(conversationId, 'no', { replyToId: foreign.id }), 'NOT_FOUND'],
        [ann, newSend(conversationId, 'no', { clientMessageId: seed.clientMessageId }), 'CONFLICT'],
        [bob, newSend(conversationId, 'no', { attachmentIds: ['nothing'] }), 'ATTACHMENT_NOT_READY'],
        [bob, newSend('0198c0de-0000-7000-8000-000000000000', 'no'), 'NOT_FOUND'],
      ];
      for (const [index, [person, input, code]] of wrong.entries()) {
        good.push(send(index % 2 ? ann : bob, newSend(index % 3 ? conversationId : elsewhere, `${round}:${index}`)));
        bad.push(ask(person, input).then((answer) => [codeOf(answer), code]));
      }
    }
    const stored = await Promise.all(good);
    for (const [code, expected] of await Promise.all(bad)) expect(code).toBe(expected);
    for (const [id, before] of [
      [conversationId, seed],
      [elsewhere, foreign],
    ] as const) {
      const mine = stored.filter((message) => message.conversationId === id).map(({ seq }) => seq as number);
      const all = await historyOf(bob, id);
      expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
      expect(mine.sort((a, b) => a - b)).toEqual(all.map(({ seq }) => seq).filter((seq) => seq > before.seq));
      expect(all.map(({ text }) => text)).not.toContain('no');
    }
    await stranger.close();
  });

  it('of twins shares their fate: an upload can be claimed once, and its twin repeats the winner', async () => {
    const conversationId = await emptyRoom();
    const image = await upload(ann, await picture(8, 8), 'a.png');
    const input = newSend(conversationId, 'mine', { attachmentIds: [image.id] });
    const rival = newSend(conversationId, 'rival', { attachmentIds: [image.id] });
    const answers = await Promise.all([ask(ann, input), ask(ann, input), ask(annElsewhere, rival), ask(ann, rival)]);
    const stored = await historyOf(bob, conversationId);
    expect(stored).toHaveLength(1);
    const winner = stored[0].text as string;
    for (const [index, answer] of answers.entries())
      if ((index < 2 ? 'mine' : 'rival') === winner) expect(answer.data?.sendMessage.message).toEqual(stored[0]);
      else expect(codeOf(answer)).toBe('ATTACHMENT_NOT_READY');
  });
});

it('events of repeated sends are not repeated', async () => {
  const conversationId = await emptyRoom();
  const inbox = await watch(bob);
  const input = newSend(conversationId, 'once');
  for (let round = 0; round < 5; round += 1) await send(round % 2 ? ann : annElsewhere, input);
  const last = await send(ann, newSend(conversationId, 'end'));
  await nextOf(inbox, 'MessageAdded', conversationId);
  await inbox.nextWhere(({ message }) => message?.id === last.id);
  expect(inbox.items.filter(({ message }) => message?.text === 'once')).toHaveLength(1);
});

/** A node behind a line that takes every request and loses every reply. */
class LossyDoor {
  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly sockets: Set<Socket>,
  ) {}

  static async before(node: { readonly url: string }): Promise<LossyDoor> {
    const sockets = new Set<Socket>();
    const server = createServer((client) => {
      const upstream = connect(Number(new URL(node.url).port), '127.0.0.1');
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
      }
      client.pipe(upstream);
      // The reply has been made: the commit is done. It gets no further.
      upstream.once('data', () => {
        client.destroy();
        upstream.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new LossyDoor(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
