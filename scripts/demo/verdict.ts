import type { Talk } from './chat.js';
import type { Company } from './company.js';
import type { SeenMessage } from './events.js';
import type { MirroredConversation } from './mirror.js';
import * as operations from './operations.js';
import type { Person } from './person.js';
import { padded } from './terminal.js';

interface History {
  readonly revision: number;
  readonly unreadCount: number;
  readonly readSeq: number;
  readonly joinedSeq: ReadonlyMap<string, number>;
  readonly messages: ReadonlyMap<number, SeenMessage>;
}

interface Page {
  readonly conversation: {
    readonly revision: number;
    readonly unreadCount: number;
    readonly readSeq: number;
    readonly participants: { readonly edges: readonly { readonly node: { userId: string; joinedSeq: number } }[] };
    readonly messages: {
      readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null };
      readonly edges: readonly { readonly node: SeenMessage }[];
    };
  } | null;
}

/** Compares what each person's stream told with what the server's history says. Answers whether all is well. */
export async function verdict({ stage, cast, talks, leo }: Company, startedAt: number): Promise<boolean> {
  const { bold, good, bad } = stage.screen.colours;
  stage.line();
  stage.line(`  ${bold('Does everyone’s stream agree with the history?')}`);
  stage.line();
  const agreed = new Map<string, string>();
  let faults = 0;
  for (const person of cast) {
    const found = [...person.mirror.faults];
    let compared = 0;
    for (const talk of talks) {
      const mirrored = person.mirror.conversations.get(talk.id);
      if (!talk.members.has(person)) {
        if (mirrored && !mirrored.ended) found.push(`still listens to ${talk.title}`);
        continue;
      }
      if (!mirrored) {
        found.push(`never heard of ${talk.title}`);
        continue;
      }
      const history = await read(person, talk);
      compared += mirrored.messages.size;
      found.push(...differences(person, mirrored, history).map((fault) => `${talk.title}: ${fault}`));
      const text = textOf(history.messages);
      if ((agreed.get(talk.id) ?? text) !== text) found.push(`${talk.title}: not the history that the others see`);
      agreed.set(talk.id, text);
    }
    faults += found.length;
    const mark = found.length === 0 ? good('✓') : bad('✗');
    const messages = person === leo ? 'nothing after his removal' : `${compared} messages as in the history`;
    stage.line(
      `  ${mark} ${person.role.paint(padded(person.name, 5))} ${padded(String(person.mirror.applied), 3)} events, each once and in order; ${messages}`,
    );
    for (const fault of found) stage.line(`      ${bad(fault)}`);
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const events = cast.reduce((sum, person) => sum + person.mirror.applied, 0);
  stage.line();
  stage.line(
    faults === 0
      ? `  ${good('✓')} ${bold('All streams and histories agree')}: ${cast.length} people, ${talks.length} conversations, ${events} events, ${seconds} s`
      : `  ${bad(`✗ ${faults} differences`)}: please report them, with the version and the database`,
  );
  stage.line();
  return faults === 0;
}

function differences(person: Person, mirrored: MirroredConversation, history: History): string[] {
  const found: string[] = [];
  if (mirrored.revision !== history.revision)
    found.push(`the stream ends at revision ${mirrored.revision}, the history at ${history.revision}`);
  const from = history.joinedSeq.get(person.id) ?? 0;
  for (const [seq, message] of history.messages) {
    const seen = mirrored.messages.get(seq);
    if (seq > from && (!seen || lineOf(seen) !== lineOf(message)))
      found.push(`message ${seq} is not as the stream told`);
  }
  for (const seq of mirrored.messages.keys())
    if (!history.messages.has(seq)) found.push(`message ${seq} is not in the history`);
  const unread = [...mirrored.messages.values()].filter(
    ({ seq, sender, recalledAt }) => seq > history.readSeq && sender?.id !== person.id && recalledAt === null,
  ).length;
  if (unread !== history.unreadCount)
    found.push(`${unread} unread by the stream, ${history.unreadCount} by the server`);
  return found;
}

async function read(person: Person, talk: Talk): Promise<History> {
  const messages = new Map<number, SeenMessage>();
  let before: string | null = null;
  for (;;) {
    const { conversation }: Page = await person.ask<Page>(operations.CONVERSATION, { id: talk.id, before });
    if (!conversation) throw new Error(`${person.name} can't see ${talk.title}`);
    for (const { node } of conversation.messages.edges) messages.set(node.seq, node);
    before = conversation.messages.pageInfo.startCursor;
    if (conversation.messages.pageInfo.hasPreviousPage && before !== null) continue;
    const { revision, unreadCount, readSeq, participants } = conversation;
    const joinedSeq = new Map(participants.edges.map(({ node }) => [node.userId, node.joinedSeq]));
    return { revision, unreadCount, readSeq, joinedSeq, messages };
  }
}

/** What of a message everybody must see alike. */
const lineOf = ({ id, seq, text, sender, attachments, replyTo, mentions, editedAt, recalledAt }: SeenMessage): string =>
  JSON.stringify([
    id,
    seq,
    text,
    sender?.id,
    attachments.map(({ kind, fileName, size }) => [kind, fileName, size]),
    replyTo?.seq,
    mentions.map((user) => user.id),
    editedAt,
    recalledAt,
  ]);

const textOf = (messages: ReadonlyMap<number, SeenMessage>): string =>
  [...messages.values()]
    .sort((left, right) => left.seq - right.seq)
    .map(lineOf)
    .join('\n');
