import { setTimeout as wait } from 'node:timers/promises';
import type { Variables } from '../test/support/clients.js';
import type { Person } from '../test/support/people.js';
import type { Attempt, SendRecord } from './history.js';
import type { ChaosNode } from './node.js';
import type { Place } from './population.js';
import type { Random } from './random.js';
import { HttpWire, SocketWire, type Reply, type Wire } from './wire.js';

export interface WriterOptions {
  readonly nodes: readonly ChaosNode[];
  readonly places: readonly Place[];
  /** The share of sends that go to the first place. */
  readonly hotShare: number;
  /** After an unknown outcome: how likely it is that the same message is sent again, at most four times. */
  readonly retryShare: number;
  /** How many of the operations are edits and recalls of own messages. */
  readonly changeShare: number;
  /** How many of the operations are such as are refused in the middle of their transaction. */
  readonly refusedShare: number;
  readonly timeoutMs: number;
  /** Sockets rather than HTTP. */
  readonly usesSocket: boolean;
  /** Mean pause after an answer, in milliseconds; 0: at once. */
  readonly thinkMs: number;
  /** Characters that are added to each text. */
  readonly padding: number;
}

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id clientMessageId seq revision text } } }`;
const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { message { id } } }`;
const RECALL = `mutation ($input: RecallMessageInput!) { recallMessage(input: $input) { message { id } } }`;

/** Codes that say: it may or may not have happened, ask again. INTERNAL says nothing at all. */
const UNKNOWN = new Set(['UNAVAILABLE', 'INTERNAL']);

/** An attempt as it is under way. */
export interface InFlight extends Attempt {
  readonly clientMessageId: string;
  /** When it fails its message is given up, so that what became of it stays unknown. */
  isLast: boolean;
}

/** Sends, waits for the answer, sends the next: a closed loop that writes down everything. */
export class Writer {
  readonly records: SendRecord[] = [];
  /** Attempts without an answer yet. */
  readonly inFlight = new Set<InFlight>();
  readonly ownIds: string[] = [];
  private readonly sockets = new Map<number, SocketWire>();
  private number = 0;
  /** Awaited before each operation. */
  paused: Promise<void> | null = null;
  private stopped = false;
  private wasLast = false;

  constructor(
    readonly person: Person,
    private readonly options: WriterOptions,
    private readonly random: Random,
    private readonly onAnswer: (record: SendRecord, attempt: Attempt) => void,
    /** Some message of another writer, if there is one. */
    private readonly foreignId: () => string | undefined = () => undefined,
  ) {}

  async run(): Promise<void> {
    while (!this.stopped) {
      await this.paused;
      if (this.ownIds.length > 0 && this.random.chance(this.options.changeShare)) await this.change();
      else if (this.random.chance(this.options.refusedShare)) await this.beRefused();
      else await this.send();
      if (this.options.thinkMs > 0) await wait(this.options.thinkMs * 2 * this.random.next());
    }
    for (const socket of this.sockets.values()) socket.cut();
  }

  stop(): void {
    this.stopped = true;
  }

  private async send(): Promise<void> {
    const { places, hotShare, retryShare, padding } = this.options;
    const place = this.random.chance(hotShare) ? places[0]! : this.random.pick(places);
    const record: SendRecord = {
      senderId: this.person.id,
      conversationId: place.conversationId,
      clientMessageId: this.random.uuid(),
      text: `${this.person.nickname} ${(this.number += 1)}${'.'.repeat(padding)}`,
      attempts: [],
    };
    this.records.push(record);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      if ((await this.attempt(record)) !== 'unknown' || this.wasLast) return;
      // As a client would: not at once again.
      await wait(this.random.between(20, 200));
      if (!this.random.chance(retryShare)) return;
    }
  }

  /** Sends the message of a record once more; writes down what came of it. */
  async attempt(record: SendRecord, node = this.random.pick(this.options.nodes)): Promise<Attempt['outcome']> {
    const attempt: InFlight = {
      ...{
        clientMessageId: record.clientMessageId,
        isLast: false,
        node: node.index,
        invokedAt: performance.now(),
        sentAt: Infinity,
        endedAt: Infinity,
      },
      outcome: 'pending',
    };
    record.attempts.push(attempt);
    this.inFlight.add(attempt);
    const { conversationId, clientMessageId, text } = record;
    const input = { conversationId, clientMessageId, text };
    const reply = await this.ask(node, SEND, { input }, () => (attempt.sentAt = performance.now()));
    this.inFlight.delete(attempt);
    attempt.endedAt = performance.now();
    this.wasLast = attempt.isLast;
    settle(attempt, reply);
    if (attempt.place) this.ownIds.push(attempt.place.id);
    this.onAnswer(record, attempt);
    return attempt.outcome;
  }

  /** Edits or recalls something of its own; that it may be too late does not matter. */
  private async change(): Promise<void> {
    const node = this.random.pick(this.options.nodes);
    const messageId = this.random.pick(this.ownIds.slice(-50));
    const record = this.records.find(({ attempts }) => attempts.some(({ place }) => place?.id === messageId));
    if (this.random.chance(0.5)) await this.ask(node, RECALL, { input: { messageId } });
    else await this.ask(node, EDIT, { input: { messageId, text: `${record?.text} edited` } });
  }

  /** Edits what somebody else has written: refused once the transaction has begun, so rolled back. */
  private async beRefused(): Promise<void> {
    const messageId = this.foreignId();
    if (messageId) await this.ask(this.random.pick(this.options.nodes), EDIT, { input: { messageId, text: 'no' } });
  }

  /** @param onSent called when there is a connection, and the request leaves over it */
  async ask(
    node: ChaosNode,
    query: string,
    variables: Variables,
    onSent: () => void = () => undefined,
  ): Promise<Reply> {
    const { timeoutMs } = this.options;
    try {
      const wire = await this.wireTo(node);
      onSent();
      return await wire.ask(query, variables, timeoutMs);
    } catch (error) {
      return { kind: 'unknown', why: error instanceof Error ? error.message : String(error) };
    }
  }

  private async wireTo(node: ChaosNode): Promise<Wire> {
    if (!this.options.usesSocket) return new HttpWire(() => node.url, this.person.accessToken);
    const open = this.sockets.get(node.index);
    if (open && !open.closed) return open;
    const socket = await SocketWire.open(node.url, this.person.accessToken, this.options.timeoutMs);
    this.sockets.set(node.index, socket);
    return socket;
  }
}

function settle(attempt: Attempt, reply: Reply): void {
  switch (reply.kind) {
    case 'ok': {
      const { id, seq, revision, text } = reply.data.sendMessage.message;
      attempt.outcome = 'ok';
      attempt.place = { id, seq, revision, text };
      return;
    }
    case 'refused': {
      const { code, retryable } = reply.fault.extensions;
      attempt.outcome = UNKNOWN.has(code) ? 'unknown' : 'failed';
      attempt.why = code === 'UNAVAILABLE' && retryable !== true ? 'UNAVAILABLE, not retryable' : code;
      return;
    }
    case 'unknown':
      attempt.outcome = 'unknown';
      attempt.why = `wire: ${reply.why}`;
  }
}
