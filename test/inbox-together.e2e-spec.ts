import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SocketDelivery } from '../src/common/socket/delivery/socket-delivery.js';
import { ConversationReplay } from '../src/modules/conversations/conversation-replay.js';
import { MissedState } from '../src/modules/conversations/missed-state.js';
import type { Json } from './support/clients.js';
import { alteredCursor, catchUp, cursorNow, isNumbered, PROMPT, range, revisionsOf } from './support/inbox.js';
import { CLEAR, EDIT, HIDE, MARK_READ } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const READERS = 8;
const MESSAGES = 20;

let world: World;
let node: ServerNode;
let ann: Person;
let readers: Person[];
let conversationId: string;

beforeAll(async () => {
  world = await createWorld(PROMPT);
  node = await world.startNode();
  ann = await register(node, 'Ann');
  readers = await Promise.all(range(1, READERS).map((index) => register(node, `Reader ${index}`)));
  ({ conversationId } = await ann.createRoom('Tea', readers));
});

afterAll(async () => {
  await Promise.all([ann, ...(readers ?? [])].map((person) => person?.close()));
  await world?.close();
});

/** Lets so many calls of a method begin together. */
function together<Method extends string>(target: object, method: Method, count: number) {
  const methods = target as Record<Method, (...args: unknown[]) => Promise<unknown>>;
  const original = methods[method].bind(target);
  let asked = 0;
  let begin: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (begin = resolve));
  return vi.spyOn(methods, method as never).mockImplementation((async (...args: unknown[]) => {
    asked += 1;
    if (asked === count) begin();
    await all;
    return original(...args);
  }) as never) as { mockRestore(): void };
}

/** What each is told who comes back with a cursor; all of them at the same time. */
async function resumeTogether(cursors: readonly string[]): Promise<Json[][]> {
  const { app } = node;
  const spies = [
    together(app.get(ConversationReplay), 'loadFor', READERS),
    together(app.get(MissedState), 'since', READERS),
  ];
  try {
    return await Promise.all(readers.map((reader, index) => catchUp(reader.socket(), { after: cursors[index] })));
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('those who come back together', () => {
  it('are each told what they have missed, with their own cursor and without what they have hidden', async () => {
    const cursor = await cursorNow(ann);
    const sent: Json[] = [];
    for (const index of range(1, MESSAGES)) sent.push(await ann.send(conversationId, `m${index}`));
    const [hider, clearer, reader] = readers as [Person, Person, Person];
    await hider.http.run(HIDE, { input: { messageId: sent[3]!.id } });
    await clearer.http.run(CLEAR, { input: { conversationId } });
    await reader.http.run(MARK_READ, { input: { conversationId, seq: 7 } });
    await ann.http.run(EDIT, { input: { messageId: sent[9]!.id, text: 'edited' } });
    const cursors = readers.map((_, index) => {
      const own = alteredCursor(cursor, ([version, epoch, at]) => [version, epoch, at - index]);
      // Whatever the decoder passes over comes back as it was sent.
      return index === 5 ? `${own.slice(0, 5)}"$&\\ ü漢${own.slice(5)}` : own;
    });
    const { counts } = node.app.get(SocketDelivery);
    const before = { ...counts };
    const told = await resumeTogether(cursors);

    const base = READERS + 1;
    for (const [index, events] of told.entries()) {
      const texts = events
        .filter(({ __typename }) => __typename === 'MessageAdded')
        .map(({ message }) => message?.text);
      const expected = range(1, MESSAGES).map((number) => (number === 10 ? 'edited' : `m${number}`));
      if (index === 0) expected[3] = undefined as never;
      if (index === 1) expected.fill(undefined as never);
      expect(texts, `reader ${index}`).toEqual(expected);
      expect(revisionsOf(events, conversationId)).toEqual(range(1, base + MESSAGES + 1));
      for (const { cursor: told } of events.filter(isNumbered)) expect(told).toBe(cursors[index]);
      const moved = events.filter(({ __typename }) => __typename === 'ReceiptChanged').map(({ userId }) => userId);
      expect(moved.includes(reader.id)).toBe(index !== 2);
    }
    // Each message was shown once for all of them, but for those who do not see it.
    expect(counts.delivered - before.delivered).toBeGreaterThan(READERS * MESSAGES);
    const own = counts.ownExecutions - before.ownExecutions;
    expect(own).toBeLessThan(counts.delivered - before.delivered - (READERS - 2) * (MESSAGES - 2));
  });
});
