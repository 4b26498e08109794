import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from './support/clients.js';
import { CLEAR, HIDE, JOIN, LEAVE, MARK_READ, newSend, RECALL, SEND, twoNodes } from './support/messages.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

const RUNS = Number(process.env.TEST_LOAD ?? 4) * 3;
const COMMANDS = 30;

const MARK_UNREAD =
  'mutation ($input: MarkUnreadInput!) { markUnread(input: $input) { conversation { unreadCount } } }';
const COUNTS = 'query { totalUnreadCount conversations(first: 100) { edges { node { id unreadCount } } } }';

type Name = 'ann' | 'bob' | 'eve';
const NAMES: readonly Name[] = ['ann', 'bob', 'eve'];

/** Each person's two devices, on two nodes where the database is shared. */
type Devices = Record<Name, readonly [Person, Person]>;

let world: World;
let nodes: [ServerNode, ServerNode];
beforeAll(async () => {
  world = await createWorld();
  nodes = await twoNodes(world);
});
afterAll(() => world?.close());

async function newPeople(): Promise<Devices> {
  const made = NAMES.map(async (name) => {
    const person = await register(nodes[0], name);
    return [name, [person, await person.secondDevice(nodes[1])]] as const;
  });
  return Object.fromEntries(await Promise.all(made)) as unknown as Devices;
}

interface Said {
  readonly id: string;
  readonly sender: Name;
  recalled: boolean;
  readonly hiddenBy: Set<Name>;
}

interface Member {
  active: boolean;
  read: number;
  cleared: number;
}

/** A conversation as plain lists: what is unread is counted anew, message by message. */
class Conversation {
  readonly said: Said[] = [];
  readonly members = new Map<Name, Member>();

  constructor(
    readonly id: string,
    readonly roomId: string | null,
    names: readonly Name[],
  ) {
    for (const name of names) this.members.set(name, { active: true, read: 0, cleared: 0 });
  }

  isIn(name: Name): boolean {
    return this.members.get(name)?.active ?? false;
  }

  unreadOf(name: Name): number {
    const { read, cleared } = this.members.get(name)!;
    return this.said.filter(
      ({ recalled, hiddenBy }, index) => index + 1 > Math.max(read, cleared) && !recalled && !hiddenBy.has(name),
    ).length;
  }
}

type Model = Conversation[];

interface Real {
  readonly devices: Devices;
  run(name: Name, device: number, document: string, input: Json): Promise<Json>;
}

abstract class Command implements fc.AsyncCommand<Model, Real> {
  constructor(
    protected readonly name: Name,
    protected readonly device: number,
    protected readonly where: number,
    protected readonly pick: number,
  ) {}

  protected conversation(model: Model): Conversation {
    return model[this.where % model.length]!;
  }
  protected message(conversation: Conversation): { said: Said; seq: number } {
    const index = this.pick % conversation.said.length;
    return { said: conversation.said[index]!, seq: index + 1 };
  }
  check(model: Readonly<Model>): boolean {
    return this.conversation(model as Model).isIn(this.name);
  }
  abstract run(model: Model, real: Real): Promise<void>;
  protected act(real: Real, document: string, input: Json): Promise<Json> {
    return real.run(this.name, this.device, document, input);
  }
  toString(): string {
    return `${this.constructor.name}(${this.name}, device ${this.device}, conversation ${this.where}, ${this.pick})`;
  }
}

abstract class OnMessage extends Command {
  override check(model: Readonly<Model>): boolean {
    const conversation = this.conversation(model as Model);
    if (!super.check(model) || conversation.said.length === 0) return false;
    return this.message(conversation).seq > conversation.members.get(this.name)!.cleared;
  }
}

class Send extends Command {
  async run(model: Model, real: Real): Promise<void> {
    const conversation = this.conversation(model);
    const { sendMessage } = await this.act(real, SEND, newSend(conversation.id, `by ${this.name}`));
    conversation.said.push({ id: sendMessage.message.id, sender: this.name, recalled: false, hiddenBy: new Set() });
    expect(sendMessage.message.seq).toBe(conversation.said.length);
    const member = conversation.members.get(this.name)!;
    member.read = conversation.said.length;
  }
}

class Read extends Command {
  async run(model: Model, real: Real): Promise<void> {
    const conversation = this.conversation(model);
    const seq = 1 + (this.pick % (conversation.said.length + 3));
    const member = conversation.members.get(this.name)!;
    member.read = Math.max(member.read, Math.min(seq, conversation.said.length));
    const { markRead } = await this.act(real, MARK_READ, { conversationId: conversation.id, seq });
    expect(markRead.conversation.unreadCount).toBe(conversation.unreadOf(this.name));
  }
}

class Unread extends Command {
  async run(model: Model, real: Real): Promise<void> {
    const conversation = this.conversation(model);
    const seq = 1 + (this.pick % (conversation.said.length + 2));
    const member = conversation.members.get(this.name)!;
    member.read = Math.min(member.read, seq - 1);
    const { markUnread } = await this.act(real, MARK_UNREAD, { conversationId: conversation.id, seq });
    expect(markUnread.conversation.unreadCount).toBe(conversation.unreadOf(this.name));
  }
}

class Recall extends OnMessage {
  override check(model: Readonly<Model>): boolean {
    return super.check(model) && this.message(this.conversation(model as Model)).said.sender === this.name;
  }
  async run(model: Model, real: Real): Promise<void> {
    const { said } = this.message(this.conversation(model));
    said.recalled = true;
    await this.act(real, RECALL, { messageId: said.id });
  }
}

class Hide extends OnMessage {
  async run(model: Model, real: Real): Promise<void> {
    const { said } = this.message(this.conversation(model));
    said.hiddenBy.add(this.name);
    await this.act(real, HIDE, { messageId: said.id });
  }
}

class Clear extends Command {
  async run(model: Model, real: Real): Promise<void> {
    const conversation = this.conversation(model);
    const member = conversation.members.get(this.name)!;
    member.cleared = conversation.said.length;
    member.read = Math.max(member.read, member.cleared);
    await this.act(real, CLEAR, { conversationId: conversation.id });
  }
}

class Leave extends Command {
  override check(model: Readonly<Model>): boolean {
    // The owner stays, so that the room does.
    return super.check(model) && this.conversation(model as Model).roomId !== null && this.name !== 'ann';
  }
  async run(model: Model, real: Real): Promise<void> {
    const conversation = this.conversation(model);
    conversation.members.get(this.name)!.active = false;
    await this.act(real, LEAVE, { roomId: conversation.roomId });
  }
}

class Join extends Command {
  override check(model: Readonly<Model>): boolean {
    const conversation = this.conversation(model as Model);
    return conversation.roomId !== null && !conversation.isIn(this.name);
  }
  async run(model: Model, real: Real): Promise<void> {
    const conversation = this.conversation(model);
    const before = conversation.members.get(this.name);
    // Whoever comes in owes nothing of what was said before.
    conversation.members.set(this.name, {
      active: true,
      read: conversation.said.length,
      cleared: before?.cleared ?? 0,
    });
    await this.act(real, JOIN, { roomId: conversation.roomId });
  }
}

/** Compares what every device of everybody is told with a count of the model. */
async function compare(model: Model, devices: Devices): Promise<void> {
  await Promise.all(
    NAMES.flatMap((name) =>
      devices[name].map(async (person) => {
        const { totalUnreadCount, conversations } = await person.http.run(COUNTS);
        const told = new Map<string, number>(conversations.edges.map(({ node }: Json) => [node.id, node.unreadCount]));
        const mine = model.filter((conversation) => conversation.isIn(name));
        expect(Object.fromEntries(mine.map(({ id }) => [id, told.get(id)])), name).toEqual(
          Object.fromEntries(mine.map((conversation) => [conversation.id, conversation.unreadOf(name)])),
        );
        expect(totalUnreadCount, name).toBe(mine.reduce((sum, conversation) => sum + conversation.unreadOf(name), 0));
        for (const conversation of model) if (!conversation.isIn(name)) expect(told.has(conversation.id)).toBe(false);
      }),
    ),
  );
}

class Compare implements fc.AsyncCommand<Model, Real> {
  check(): boolean {
    return true;
  }
  run(model: Model, { devices }: Real): Promise<void> {
    return compare(model, devices);
  }
  toString(): string {
    return 'Compare()';
  }
}

const commandOf = (Made: new (name: Name, device: number, where: number, pick: number) => Command) =>
  fc
    .tuple(fc.constantFrom(...NAMES), fc.nat({ max: 1 }), fc.nat({ max: 2 }), fc.nat({ max: 40 }))
    .map((values) => new Made(...values));

it(
  'unread counts equal a recount of the messages, on every device and node, whatever is done',
  async () => {
    const commands = fc.commands(
      [Send, Send, Send, Read, Read, Unread, Recall, Hide, Clear, Leave, Join]
        .map(commandOf)
        .concat(fc.constant(new Compare()) as never),
      { maxCommands: COMMANDS, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        const devices = await newPeople();
        const { ann, bob, eve } = devices;
        const open = await ann[0].createRoom('Open', [bob[0]], { visibility: 'PUBLIC' });
        const full = await ann[0].createRoom('Full', [bob[0], eve[0]], { visibility: 'PUBLIC' });
        const model: Model = [
          new Conversation(open.conversationId, open.roomId, ['ann', 'bob']),
          new Conversation(full.conversationId, full.roomId, ['ann', 'bob', 'eve']),
          new Conversation(await ann[0].openDirect(eve[0]), null, ['ann', 'eve']),
        ];
        const real: Real = {
          devices,
          run: (name, device, document, input) => devices[name][device as 0 | 1].http.run(document, { input }),
        };
        await fc.asyncModelRun(() => ({ model, real }), sequence);
        await compare(model, devices);
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: RUNS * 5000, endOnFailure: false },
    );
  },
  RUNS * 10_000,
);

it('devices that act at once agree afterwards', async () => {
  const devices = await newPeople();
  const { conversationId } = await devices.ann[0].createRoom('At once', [devices.bob[0]]);
  const sent = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      devices.ann[index % 2]!.http.run(SEND, { input: newSend(conversationId, `${index}`) }),
    ),
  );
  await Promise.all([
    ...[5, 12, 3, 9].map((seq, index) =>
      devices.bob[index % 2]!.http.run(MARK_READ, { input: { conversationId, seq } }),
    ),
    ...[1, 14, 15].map((index) =>
      devices.bob[index % 2]!.http.run(HIDE, { input: { messageId: sent[index].sendMessage.message.id } }),
    ),
    ...[16, 17].map((index) =>
      devices.ann[index % 2]!.http.run(RECALL, { input: { messageId: sent[index].sendMessage.message.id } }),
    ),
  ]);
  const seqOf = (index: number): number => sent[index].sendMessage.message.seq as number;
  const gone = [1, 14, 15, 16, 17].map(seqOf);
  const expected = Array.from({ length: 20 }, (_, index) => index + 1).filter(
    (seq) => seq > 12 && !gone.includes(seq),
  ).length;
  for (const device of devices.bob) {
    const { conversation } = await device.http.run('query ($id: ID!) { conversation(id: $id) { unreadCount } }', {
      id: conversationId,
    });
    expect(conversation.unreadCount).toBe(expected);
  }
});
