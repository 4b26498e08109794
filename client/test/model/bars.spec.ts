/** Bars of the kit that need a network which does exactly what it is told. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Chat } from '../../src/chat.js';
import { withPending } from '../../src/state/pending-rows.js';
import { MemoryChatStorage } from '../../src/storage/chat-storage.js';
import { ModelNetwork, openChat, textsOf } from './model-client.js';
import { ModelServer, OTHER, VIEWER } from './model-server.js';

const EVENTS = 10_000;
const CUTS = 50;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const passes = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

interface Stage {
  readonly server: ModelServer;
  readonly network: ModelNetwork;
  readonly chat: Chat;
}

async function stage(conversationIds: readonly string[]): Promise<Stage> {
  const server = new ModelServer(conversationIds);
  const network = new ModelNetwork(server);
  const chat = await openChat(network, new MemoryChatStorage());
  network.connect();
  network.deliver();
  await passes(200);
  expect(chat.status.current).toBe('live');
  return { server, network, chat };
}

describe('K1: resuming', () => {
  it(`applies ${EVENTS} events in 20 conversations once each, in order, over ${CUTS} cuts`, async () => {
    const ids = Array.from({ length: 20 }, (_, number) => `conversation ${number}`);
    const { server, network, chat } = await stage(ids);
    server.replayLimit = Infinity;
    const told = new Map<string, number>();
    chat.onMessage(({ messageId }) => told.set(messageId, (told.get(messageId) ?? 0) + 1));
    // Somebody looks at each, so that nothing is let go of.
    for (const conversation of chat.state.all()) chat.watch(conversation);
    const random = randomFrom(42);
    const cuts = new Set(Array.from({ length: CUTS }, () => Math.floor(random() * EVENTS)));
    for (let number = 0; number < EVENTS; number += 1) {
      server.send(ids[Math.floor(random() * ids.length)] as string, OTHER, `m${number}`, `c${number}`);
      if (random() < 0.05) {
        network.deliver(Math.floor(random() * 40));
        await passes(random() < 0.5 ? 0 : 60);
      }
      if (!cuts.has(number)) continue;
      if (random() < 0.4) {
        // Half-open: what happens now is sent into the void.
        network.halfOpen();
        server.send(ids[0] as string, OTHER, `unheard ${number}`, `u${number}`);
        await passes(100);
      }
      network.cut();
      network.connect();
      expect(network.asked.at(-1)?.after).toBe(chat.state.cursor);
    }
    network.deliver();
    await passes(500);
    expect(network.asked.length).toBe(cuts.size + 1);
    for (const id of ids) {
      const sent = server.conversations.get(id)?.messages ?? [];
      expect(textsOf(chat, id)).toEqual(sent.map(({ text }) => text));
    }
    expect(told.size).toBeGreaterThanOrEqual(EVENTS);
    expect(Math.max(...told.values())).toBe(1);
    await chat.close();
  }, 240_000);
});

describe('K4: an own message', () => {
  /** Everything that a list would have shown, one after the other. */
  function shownBy(chat: Chat, id: string): string[][] {
    const shown: string[][] = [];
    const conversation = chat.state.get(id);
    const look = (): void => {
      const rows = withPending(conversation?.view.current.rows ?? [], chat.outbox.pending.current, id, VIEWER);
      shown.push(rows.map(({ key }) => key));
    };
    chat.outbox.pending.subscribe(look);
    conversation?.view.subscribe(look);
    return shown;
  }

  const orders = {
    'event first': async ({ network }: Stage) => {
      network.delaysMs = [500];
      await passes(0);
      network.deliver();
      await passes(1000);
    },
    'answer first': async ({ network }: Stage) => {
      await passes(100);
      network.deliver();
      await passes(1000);
    },
    'event only': async ({ network }: Stage) => {
      network.losesAnswers = true;
      await passes(0);
      network.deliver();
      await passes(1000);
    },
    'answer only': async ({ network }: Stage) => {
      await passes(100);
      network.cut();
      await passes(1000);
    },
  };

  it.each(Object.entries(orders))('is one row that stays where and what it is: %s', async (name, happen) => {
    const all = await stage(['a']);
    const { server, network, chat } = all;
    const shown = shownBy(chat, 'a');
    server.send('a', OTHER, 'before', 'before');
    network.deliver();
    await passes(100);
    shown.length = 0;
    const adding = chat.outbox.add({ conversationId: 'a', text: 'own' });
    await passes(0);
    const key = `${VIEWER}:${await adding}`;
    await happen(all);
    expect(shown.length).toBeGreaterThan(0);
    for (const keys of shown) expect(keys).toEqual([`${OTHER}:before`, key]);
    expect(chat.outbox.pending.current.length).toBe(name === 'answer only' ? 1 : 0);
    network.losesAnswers = false;
    network.cut();
    network.connect();
    network.deliver();
    await passes(40_000);
    expect(shown.at(-1)).toEqual([`${OTHER}:before`, key]);
    expect(chat.outbox.pending.current).toEqual([]);
    expect(server.conversations.get('a')?.messages.length).toBe(2);
    await chat.close();
  });

  it('changes its place at most once when others were faster', async () => {
    const { server, network, chat } = await stage(['a']);
    const shown = shownBy(chat, 'a');
    network.delaysMs = [300];
    await chat.outbox.add({ conversationId: 'a', text: 'own' });
    server.send('a', OTHER, 'one', 'one');
    server.send('a', OTHER, 'two', 'two');
    for (let round = 0; round < 20; round += 1) {
      network.deliver(1);
      await passes(60);
    }
    const own = shown.map((keys) => keys.map((key) => key.split(':')[0]).join(' '));
    expect(new Set(own)).toEqual(new Set(['viewer', 'viewer other', 'viewer other other']));
    await chat.close();
  });
});

describe('K7: what is not here', () => {
  it('is a gap until it has been read, and then none', async () => {
    const { server, network, chat } = await stage(['a']);
    for (let number = 0; number < 5; number += 1) server.send('a', OTHER, `old ${number}`, `o${number}`);
    network.deliver();
    await passes(100);
    const conversation = chat.state.get('a')!;
    chat.watch(conversation);
    network.cut();
    for (let number = 0; number < 120; number += 1) server.send('a', OTHER, `m${number}`, `m${number}`);
    // The position is too old for the server to replay: it says Reset, and the newest page is read.
    network.connect();
    network.deliver();
    await passes(300);
    void chat.reader.readAfter(conversation, 0);
    await passes(300);
    expect(textsOf(chat, 'a').filter((text) => text === '…')).toHaveLength(1);
    for (let round = 0; round < 5; round += 1) {
      const gap = conversation.index.rows().find((row) => row.kind === 'gap');
      if (!gap) break;
      void chat.reader.readAfter(conversation, gap.fromSeq - 1);
      await passes(100);
    }
    expect(textsOf(chat, 'a')).toEqual(server.conversations.get('a')?.messages.map(({ text }) => text));
    await chat.close();
  });

  it('is still to be had after a page from before a reset has come late', async () => {
    const { server, network, chat } = await stage(['a']);
    server.send('a', OTHER, 'first', 'first');
    network.deliver();
    await passes(100);
    const conversation = chat.state.get('a')!;
    chat.watch(conversation);
    network.delaysMs = [200];
    // Nothing is before the first message: the answer holds no message, and says so.
    void chat.reader.readBefore(conversation, 1);
    await passes(0);
    for (let number = 0; number < 60; number += 1) server.send('a', OTHER, `m${number}`, `m${number}`);
    network.cut();
    network.connect();
    network.deliver();
    await passes(1000);
    expect(textsOf(chat, 'a')).toHaveLength(50);
    expect(conversation.view.current.hasOlder).toBe(true);
    void chat.reader.readOlder(conversation);
    await passes(300);
    expect(textsOf(chat, 'a')).toEqual(server.conversations.get('a')?.messages.map(({ text }) => text));
    expect(conversation.view.current.hasOlder).toBe(false);
    await chat.close();
  });

  it('is read after a reset although a read from before it was still to fail', async () => {
    const { server, network, chat } = await stage(['a']);
    for (let number = 0; number < 5; number += 1) server.send('a', OTHER, `old ${number}`, `o${number}`);
    network.deliver();
    await passes(100);
    const conversation = chat.state.get('a')!;
    network.delaysMs = [200];
    network.cut();
    chat.reader.readNewest(conversation).catch(() => undefined);
    await passes(0);
    for (let number = 0; number < 60; number += 1) server.send('a', OTHER, `m${number}`, `m${number}`);
    network.connect();
    network.deliver();
    await passes(1000);
    expect(textsOf(chat, 'a')).toHaveLength(50);
    expect(conversation.view.current).toMatchObject({ hasOlder: true, hasNewer: false });
    await chat.close();
  });

  it('is read after a reset although the position was made by a socket that did not catch up', async () => {
    const server = new ModelServer(['a']);
    const network = new ModelNetwork(server);
    const chat = await openChat(network, new MemoryChatStorage());
    network.connect();
    network.deliver(1);
    await passes(100);
    network.cut();
    for (let number = 0; number < 60; number += 1) server.send('a', OTHER, `m${number}`, `m${number}`);
    network.losesAnswers = true;
    network.connect();
    network.deliver(2);
    await passes(100);
    network.losesAnswers = false;
    network.cut();
    network.connect();
    network.deliver();
    await passes(200);
    expect(chat.state.get('a')).toMatchObject({ revision: 61, lastSeq: 60 });
    await chat.close();
  });

  it('is asked for again when it could not be read, though the stream goes on', async () => {
    const { server, network, chat } = await stage(['a']);
    network.losesAnswers = true;
    server.create('new');
    network.deliver();
    await passes(1000);
    expect(chat.state.conversationIds.current).toEqual(['a']);
    network.losesAnswers = false;
    await passes(60_000);
    expect([...chat.state.conversationIds.current].sort()).toEqual(['a', 'new']);
    await chat.close();
  });

  it('is read for whoever looks once the network is back, although it could not be had before', async () => {
    const { server, network, chat } = await stage(['a']);
    const conversation = chat.state.get('a')!;
    chat.watch(conversation);
    network.cut();
    for (let number = 0; number < 60; number += 1) server.send('a', OTHER, `m${number}`, `m${number}`);
    network.losesAnswers = true;
    network.connect();
    network.deliver();
    await passes(1000);
    expect(textsOf(chat, 'a')).toEqual([]);
    network.losesAnswers = false;
    network.cut();
    network.connect();
    network.deliver();
    await passes(1000);
    expect(textsOf(chat, 'a')).toHaveLength(50);
    await chat.close();
  });

  it('is read again when the position is refused, and what waits to be sent stays', async () => {
    const { server, network, chat } = await stage(['a']);
    server.send('a', OTHER, 'one', 'one');
    network.deliver();
    await passes(100);
    chat.watch(chat.state.get('a')!);
    network.cut();
    await chat.outbox.add({ conversationId: 'a', text: 'own' });
    server.change('a', 0, 'edited meanwhile');
    chat.state.cursor = '1:future';
    network.connect();
    await passes(2000);
    network.deliver();
    await passes(40_000);
    network.deliver();
    await passes(1000);
    expect(network.asked.map(({ after }) => after)).toEqual([null, '1:future', null]);
    expect(textsOf(chat, 'a')).toEqual(['edited meanwhile', 'own']);
    expect(chat.outbox.pending.current).toEqual([]);
    await chat.close();
  });
});

describe('K14: what is acknowledged', () => {
  it('is what has been applied, and never less than before', async () => {
    const { server, network, chat } = await stage(['a']);
    const random = randomFrom(7);
    for (let number = 0; number < 200; number += 1) {
      server.send('a', OTHER, `m${number}`, `m${number}`);
      network.deliver(random() < 0.5 ? 1 : 0);
      if (random() < 0.3) await passes(60);
      if (random() > 0.2) continue;
      network.cut();
      network.connect();
      const revision = chat.state.get('a')?.revision;
      expect(network.asked.at(-1)?.seen).toEqual([{ conversationId: 'a', revision }]);
    }
    const seen = network.asked.map((asked) => asked.seen[0]?.revision ?? 0);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    const conversation = chat.state.get('a')!;
    conversation.setReceipt(OTHER, { readSeq: 9, deliveredSeq: 12 });
    conversation.setReceipt(OTHER, { readSeq: 4, deliveredSeq: 5 });
    conversation.publish();
    expect(conversation.view.current.receipts.get(OTHER)).toEqual({ readSeq: 9, deliveredSeq: 12 });
    await chat.close();
  });
});

/** The same numbers at every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
