import { randomUUID } from 'node:crypto';
import type { InboxEvent, SeenMessage } from './events.js';
import * as operations from './operations.js';
import type { Person, Sighting } from './person.js';
import { Refusal } from './server.js';
import type { Cell, Stage } from './stage.js';

/** A conversation as the play knows it. */
export interface Talk {
  readonly id: string;
  readonly title: string;
  readonly members: Set<Person>;
}

export interface Said {
  readonly id: string;
  readonly seq: number;
}

/** What people do to each other in conversations; each deed becomes a line that shows who saw it, and when. */
export class Chat {
  constructor(
    private readonly stage: Stage,
    private readonly cast: readonly Person[],
  ) {}

  /** Sends a message and shows who sees it. */
  async say(who: Person, talk: Talk, text: string, more: Record<string, unknown> = {}): Promise<Said> {
    const started = performance.now();
    const said = await this.send(who, talk, text, more);
    const seen = (event: InboxEvent): boolean => event.__typename === 'MessageAdded' && event.message?.id === said.id;
    await this.witness(who, talk, seen, started, (message) => `${talk.title}  ${quote(who, message)}`);
    return said;
  }

  /** Sends without a line of its own. */
  async send(who: Person, talk: Talk, text: string | null, more: Record<string, unknown> = {}): Promise<Said> {
    const { sendMessage } = await who.ask<{ sendMessage: { message: Said } }>(operations.SEND, {
      input: { conversationId: talk.id, clientMessageId: randomUUID(), text, ...more },
    });
    return sendMessage.message;
  }

  async edit(who: Person, talk: Talk, said: Said, text: string): Promise<void> {
    const started = performance.now();
    await who.ask(operations.EDIT, { input: { messageId: said.id, text } });
    const seen = (event: InboxEvent): boolean =>
      event.__typename === 'MessageEdited' && event.message?.id === said.id && event.message.text === text;
    await this.witness(
      who,
      talk,
      seen,
      started,
      ({ seq, text }) => `${talk.title}  ${who.name} edits ${seq}: ${text ?? ''}`,
    );
  }

  async recall(who: Person, talk: Talk, said: Said): Promise<void> {
    const started = performance.now();
    await who.ask(operations.RECALL, { input: { messageId: said.id } });
    const seen = (event: InboxEvent): boolean =>
      event.__typename === 'MessageRecalled' && event.message?.id === said.id;
    await this.witness(
      who,
      talk,
      seen,
      started,
      ({ seq, text }) => `${talk.title}  ${who.name} recalls ${seq}${text === null ? ', and its text is gone' : ''}`,
    );
  }

  async read(who: Person, talk: Talk): Promise<void> {
    const started = performance.now();
    const seq = Math.max(...(who.mirror.conversations.get(talk.id)?.messages.keys() ?? [0]));
    await who.ask(operations.MARK_READ, { input: { conversationId: talk.id, seq } });
    const others = [...talk.members].filter((person) => person !== who && person.isLive);
    const seen = (event: InboxEvent): boolean =>
      event.__typename === 'ReceiptChanged' &&
      event.conversationId === talk.id &&
      event.userId === who.id &&
      (event.readSeq ?? 0) >= seq;
    const cells = await this.cellsOf(who, others, seen, started);
    await this.stage.row(cells, `${talk.title}  ${who.name} has read up to ${seq} ✓✓`);
  }

  /** Something that must be refused; the line names the code. */
  async refused(who: Person, deed: () => Promise<unknown>, code: string, text: string): Promise<void> {
    const got = await deed().then(
      () => 'nothing',
      (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error as Error)),
    );
    if (got !== code) throw new Error(`${text}: expected ${code}, got ${got}`);
    await this.stage.row(new Map<Person, Cell>([[who, { kind: 'refused' }]]), `${text} → ${code}`);
  }

  /** Waits for the people to see an event; what each of their columns shows. */
  async cellsOf(
    who: Person | null,
    watching: readonly Person[],
    fits: (event: InboxEvent) => boolean,
    started: number,
  ): Promise<Map<Person, Cell>> {
    const cells = new Map<Person, Cell>();
    for (const person of watching) {
      const { at } = await person.sees(fits);
      cells.set(person, { kind: 'saw', ms: at - started });
    }
    for (const person of this.cast) if (!person.isLive) cells.set(person, { kind: 'offline' });
    if (who) cells.set(who, { kind: 'acts' });
    return cells;
  }

  private async witness(
    who: Person,
    talk: Talk,
    fits: (event: InboxEvent) => boolean,
    started: number,
    describe: (message: SeenMessage) => string,
  ): Promise<void> {
    const live = [...talk.members].filter((person) => person.isLive);
    const cells = await this.cellsOf(who, live, fits, started);
    // What is shown is what somebody else received, not what was sent.
    const witness = live.find((person) => person !== who) ?? who;
    const { event }: Sighting = await witness.sees(fits);
    if (event.message) await this.stage.row(cells, describe(event.message));
  }
}

/** A message in one line. */
export function quote(who: Person, { text, attachments, replyTo, mentions }: SeenMessage): string {
  const parts = [
    ...(replyTo ? [`↩ ${replyTo.seq}`] : []),
    ...(mentions.length > 0 ? [`@${mentions.map(({ nickname }) => nickname).join(' @')}`] : []),
    ...attachments.map(({ kind, fileName, width, height }) => `[${kind} ${fileName} ${width}×${height}]`),
    ...(text === null ? [] : [text]),
  ];
  return `${who.name}: ${parts.join(' ')}`;
}
