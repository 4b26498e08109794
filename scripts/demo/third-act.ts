import type { Talk } from './chat.js';
import type { Company } from './company.js';
import type { InboxEvent } from './events.js';
import * as operations from './operations.js';
import type { Person } from './person.js';
import type { Room } from './second-act.js';
import type { Cell } from './stage.js';

export async function tunnel(
  { stage, chat, talks, ann, mei, omar, asha, leo }: Company,
  fireside: Room,
): Promise<void> {
  await stage.scene(
    6,
    'Asha’s train goes into a tunnel',
    'Her connection is cut without a goodbye. Life goes on; then she comes back with the cursor of the last event that she applied.',
  );
  const { openDirectConversation } = await mei.ask<{ openDirectConversation: { conversation: { id: string } } }>(
    operations.OPEN_DIRECT,
    { input: { userId: asha.id } },
  );
  const talk: Talk = { id: openDirectConversation.conversation.id, title: 'Mei ↔ Asha', members: new Set([mei, asha]) };
  talks.push(talk);
  await chat.say(mei, talk, '你到哪儿了？');
  await chat.say(asha, talk, 'ट्रेन में हूँ, सुरंग आ र—');
  await asha.cut();
  await stage.row(new Map<Person, Cell>([[asha, { kind: 'offline' }]]), 'Asha’s socket is cut');

  const before = asha.sightings.length;
  const plan = await chat.say(ann, fireside, 'Shall we read a chapter each?');
  await chat.say(leo, fireside, 'Oui, mais pas la fin !');
  await chat.edit(ann, fireside, plan, 'Shall we read two chapters each?');
  const secret = await chat.say(leo, fireside, 'Le coupable est le jardin…');
  await chat.recall(leo, fireside, secret);
  await chat.say(omar, fireside, 'موافق 📚');
  await chat.say(mei, talk, '出来了告诉我 🚆');

  const missed = asha.mirror.applied;
  await asha.goLive();
  for (const { event } of asha.sightings.slice(before)) {
    const text = replayed(event, [fireside, talk]);
    if (text) await stage.row(new Map<Person, Cell>([[asha, { kind: 'caught-up' }]]), text);
  }
  const count = asha.mirror.applied - missed;
  await stage.row(
    new Map<Person, Cell>([[asha, { kind: 'acts' }]]),
    `Asha is back: ${count} events replayed from the database, now live again`,
  );
  await chat.say(asha, talk, 'बाहर आ गई! ☀️');
}

/** A replayed event in one line; a recalled message arrives without its text. */
function replayed(
  { __typename, conversationId, message, revision }: InboxEvent,
  talks: readonly Talk[],
): string | null {
  const title = talks.find(({ id }) => id === conversationId)?.title;
  if (!message || !title) return null;
  const what = message.recalledAt ? '(recalled)' : `${message.sender?.nickname}: ${message.text ?? ''}`;
  const verb = { MessageAdded: '', MessageEdited: 'edit of ', MessageRecalled: 'recall of ' }[__typename] ?? '';
  return `${title}  revision ${revision}: ${verb}${message.seq} ${what}`;
}

export async function removal({ stage, chat, ann, omar, leo }: Company, fireside: Room): Promise<void> {
  await stage.scene(
    7,
    'Out',
    'Ann renews her tokens on the open socket. Léo has told the end of the book, and Omar removes him: from that event on nothing reaches him.',
  );
  const connections = ann.socket.connections;
  await ann.renewSession();
  if (ann.socket.connections !== connections) throw new Error('the socket was opened anew');
  await stage.row(new Map<Person, Cell>([[ann, { kind: 'acts' }]]), 'Ann’s session goes on, on the same socket');

  await chat.say(leo, fireside, 'À la fin, c’est le chat 🐈');
  const started = performance.now();
  await omar.ask(operations.REMOVE_MEMBER, { input: { roomId: fireside.roomId, userId: leo.id } });
  const removed = (event: InboxEvent): boolean => event.membership === 'REMOVED' && event.userId === leo.id;
  const cells = await chat.cellsOf(omar, [...fireside.members], removed, started);
  fireside.members.delete(leo);
  await stage.row(cells, 'Fireside  Omar removes Léo');
  await chat.refused(leo, () => chat.send(leo, fireside, 'Pardon !'), 'NOT_A_MEMBER', 'Léo: Pardon !');
  await chat.say(ann, fireside, 'Well. Now we have to read another book.');
  await chat.say(omar, fireside, 'وداعاً ليو 👋');
  await chat.read(ann, fireside);
}
