/**
 * Any interleaving of events, cuts, repeats and crashes ends in the state that a fresh query gives.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Chat } from '../../src/chat.js';
import { MemoryChatStorage, type StoredRows } from '../../src/storage/chat-storage.js';
import { ModelNetwork, openChat } from './model-client.js';
import { ModelServer, OTHER, VIEWER } from './model-server.js';

/** In ordinary runs a loaded machine tries fewer cases; who asks for a number gets it, however long it takes. */
const EFFORT = process.env.PROPERTY_RUNS
  ? { runs: Number(process.env.PROPERTY_RUNS), limitMs: undefined, timeoutMs: 0 }
  : { runs: 150, limitMs: 60_000, timeoutMs: 120_000 };

/** The storage of one life of the page: what is written after the crash never was. */
class LifeStorage extends MemoryChatStorage {
  private isOver = false;

  constructor(private readonly disk: MemoryChatStorage) {
    super();
  }

  crash(): void {
    this.isOver = true;
  }

  override load = (): ReturnType<MemoryChatStorage['load']> => this.disk.load();
  override readRows = <Table extends keyof StoredRows>(table: Table): Promise<StoredRows[Table][]> =>
    this.disk.readRows(table);
  override save = async (save: Parameters<MemoryChatStorage['save']>[0]): Promise<void> =>
    this.isOver ? undefined : this.disk.save(structuredClone(save));
  override putRow = async <Table extends keyof StoredRows>(table: Table, row: StoredRows[Table]): Promise<void> =>
    this.isOver ? undefined : this.disk.putRow(table, structuredClone(row));
  override removeRow = async (table: keyof StoredRows, key: string): Promise<void> =>
    this.isOver ? undefined : this.disk.removeRow(table, key);
}

class World {
  readonly server = new ModelServer(['a', 'b']);
  readonly network = new ModelNetwork(this.server);
  private readonly disk = new MemoryChatStorage();
  private storage = new LifeStorage(this.disk);
  private told = new Map<string, number>();
  chat!: Chat;
  written = 0;

  async open(): Promise<void> {
    this.storage = new LifeStorage(this.disk);
    this.told = new Map();
    this.chat = await openChat(this.network, this.storage);
    this.chat.onMessage(({ messageId }) => this.told.set(messageId, (this.told.get(messageId) ?? 0) + 1));
  }

  /** As when the browser is killed: nothing of what was not written is left. */
  async crash(): Promise<void> {
    this.storage.crash();
    await this.chat.close();
    await this.open();
  }

  async run([name, which, number]: Step): Promise<void> {
    const { server, network } = this;
    const id = ['a', 'b', 'c'][which] as string;
    if (!server.conversations.has(id) && ['send', 'burst', 'edit', 'recall', 'react'].includes(name)) return;
    const known = this.chat.state.get(id);
    switch (name) {
      case 'create':
        return server.create('c');
      case 'send':
        return void server.send(id, OTHER, `other ${(this.written += 1)}`, `o${this.written}`);
      case 'burst':
        for (let count = 0; count < 60; count += 1) server.send(id, OTHER, `burst ${count}`, `b${(this.written += 1)}`);
        return;
      case 'write':
        if (known) await this.chat.outbox.add({ conversationId: id, text: `own ${(this.written += 1)}` });
        return;
      case 'edit':
        return server.change(id, number, `edit ${(this.written += 1)}`);
      case 'recall':
        return server.change(id, number, null);
      case 'react':
        return server.react(id, number, which === 1 ? VIEWER : OTHER, number % 2 ? '🍣' : '🍺');
      case 'deliver':
        return network.deliver(number);
      case 'cut':
        return network.cut();
      case 'half-open':
        return network.halfOpen();
      case 'connect':
        return network.connect();
      case 'lose answers':
        network.losesAnswers = which === 0;
        return;
      case 'new epoch':
        server.epoch += 1;
        return network.cut();
      case 'crash':
        return this.crash();
      case 'older':
        if (known) void this.chat.reader.readOlder(known).catch(() => undefined);
        return;
      case 'watch':
        if (known) this.chat.watch(known);
        return;
      case 'pass':
        await vi.advanceTimersByTimeAsync(number * 40);
    }
  }

  /** The network is well again, and time passes until nothing changes any more. */
  async settle(): Promise<void> {
    this.network.losesAnswers = false;
    this.network.cut();
    this.network.connect();
    for (let round = 0; round < 60; round += 1) {
      this.network.deliver();
      await vi.advanceTimersByTimeAsync(round < 20 ? 200 : 31_000);
      if (this.chat.status.current === 'live' && this.chat.outbox.pending.current.length === 0) break;
    }
    this.network.deliver();
    await vi.advanceTimersByTimeAsync(2000);
  }

  /** What is shown of a conversation once everything has been scrolled to. */
  async shown(id: string): Promise<unknown> {
    const conversation = this.chat.state.get(id);
    if (!conversation) return null;
    this.chat.watch(conversation);
    for (let round = 0; round < 20; round += 1) {
      const gap = conversation.index.rows().find((row) => row.kind === 'gap');
      if (gap) void this.chat.reader.readAfter(conversation, gap.fromSeq - 1);
      else if (!conversation.view.current.hasOlder) break;
      else void this.chat.reader.readOlder(conversation);
      await vi.advanceTimersByTimeAsync(500);
    }
    return this.state(id);
  }

  state(id: string): unknown {
    const conversation = this.chat.state.get(id);
    const rows = conversation?.view.current.rows ?? [];
    return {
      revision: conversation?.revision,
      lastSeq: conversation?.lastSeq,
      lastMessage: this.chat.state.summaryOf(id)?.lastMessage?.text,
      hasNewer: conversation?.view.current.hasNewer,
      messages: rows.map((row) => (row.kind === 'gap' ? row : plain(this.chat.state.messages.read(row.id)))),
    };
  }

  fresh(id: string): unknown {
    const { messages, told } = this.server.conversations.get(id)!;
    return {
      revision: told.length,
      lastSeq: messages.length,
      lastMessage: messages.at(-1)?.text,
      hasNewer: false,
      messages: messages.map(plain),
    };
  }

  /** Every message of somebody else was told at most once to whoever listens. */
  mostTold(): number {
    return Math.max(0, ...this.told.values());
  }
}

interface Plain {
  readonly seq: number;
  readonly text?: string | null;
  readonly recalledAt?: string | null;
  readonly reactions: readonly { emoji: string; count: number; viewerHasReacted: boolean }[];
}

const plain = (message: Plain | null): unknown =>
  message && [
    message.seq,
    message.text,
    message.recalledAt,
    message.reactions.map(({ emoji, count, viewerHasReacted }) => `${emoji}${count}${viewerHasReacted}`).sort(),
  ];

const NAMES = [
  ...['send', 'send', 'send', 'write', 'edit', 'recall', 'react', 'react', 'create'],
  ...['deliver', 'deliver', 'deliver', 'pass', 'pass', 'cut', 'half-open', 'connect', 'connect'],
  ...['lose answers', 'new epoch', 'burst', 'crash', 'older', 'watch'],
] as const;

type Step = readonly [name: (typeof NAMES)[number], which: number, number: number];

const steps = fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.nat({ max: 2 }), fc.nat({ max: 12 })), {
  maxLength: 80,
  size: 'max',
});

describe('resuming', { timeout: EFFORT.timeoutMs }, () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ends in the state that a fresh query gives, whatever is cut, repeated, lost or crashes', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 7 }), async (all, delays) => {
        const world = new World();
        world.network.delaysMs = delays;
        await world.open();
        world.network.connect();
        for (const step of all) await world.run(step);
        await world.settle();
        expect(world.chat.status.current).toBe('live');
        expect(world.chat.outbox.pending.current).toEqual([]);
        expect([...world.chat.state.conversationIds.current].sort()).toEqual([...world.server.conversations.keys()]);
        expect(world.mostTold()).toBeLessThanOrEqual(1);
        for (const id of world.server.conversations.keys()) expect(await world.shown(id)).toEqual(world.fresh(id));
        await world.chat.close();
      }),
      { numRuns: EFFORT.runs, interruptAfterTimeLimit: EFFORT.limitMs, markInterruptAsFailure: false },
    );
  });
});
