import { randomUUID } from 'node:crypto';
import type { Said, Talk } from './chat.js';
import type { Company } from './company.js';
import type { InboxEvent, RoomActivity } from './events.js';
import { upload } from './first-act.js';
import * as operations from './operations.js';
import type { Person } from './person.js';
import { tea } from './pictures.js';
import { Socket } from './socket.js';
import type { Cell } from './stage.js';

const acts = (...people: Person[]): Map<Person, Cell> => new Map(people.map((who) => [who, { kind: 'acts' }]));

export interface Room extends Talk {
  readonly roomId: string;
}

export async function room({ stage, chat, talks, ann, mei, omar, asha }: Company): Promise<Room> {
  await stage.scene(
    4,
    'A room',
    'Omar makes a room and puts three people in. Everybody talks, each in their own language.',
  );
  const started = performance.now();
  const { createRoom } = await omar.ask<{ createRoom: { room: { id: string; conversation: { id: string } } } }>(
    operations.CREATE_ROOM,
    { input: { name: 'Fireside 🔥', description: 'Tea, stories, sunsets', memberIds: [ann.id, mei.id, asha.id] } },
  );
  const { id: roomId, conversation } = createRoom.room;
  const fireside: Room = { id: conversation.id, roomId, title: 'Fireside', members: new Set([omar, ann, mei, asha]) };
  talks.push(fireside);
  const joined = (who: Person) => (event: InboxEvent) =>
    event.conversationId === conversation.id && event.membership === 'JOINED' && event.userId === who.id;
  const cells = acts(omar);
  for (const who of [ann, mei, asha]) cells.set(who, { kind: 'saw', ms: (await who.sees(joined(who))).at - started });
  await stage.row(cells, 'Omar opens “Fireside 🔥” for Ann, Mei and Asha');

  await chat.say(omar, fireside, 'أهلاً وسهلاً بالجميع! ☕');
  await chat.say(asha, fireside, 'नमस्ते! सब कैसे हैं? 🙏');
  const question = await chat.say(mei, fireside, '大家好！谁带茶？🍵', { mentions: [ann.id] });
  const cup = await upload(ann, tea, 'tea.png');
  await chat.say(ann, fireside, 'I do. Always.', { replyToId: question.id, attachmentIds: [cup] });
  const typo = await chat.say(asha, fireside, 'मैं समोसे लाऊगी');
  await chat.edit(asha, fireside, typo, 'मैं समोसे लाऊँगी 🥟');
  const slip = await chat.say(omar, fireside, 'رمز الباب ١٢٣٤');
  await chat.recall(omar, fireside, slip);
  await sameOrder(stage.row.bind(stage), fireside, (who, text) => chat.send(who, fireside, text));
  await retries(stage.row.bind(stage), fireside, omar, (input) => chat.send(omar, fireside, 'مرة واحدة فقط', input));
  return fireside;
}

type Row = Company['stage']['row'];

/** Everybody talks at once, and still all see one order. */
async function sameOrder(
  row: Row,
  { id, members }: Room,
  send: (who: Person, text: string) => Promise<Said>,
): Promise<void> {
  const people = [...members];
  const words = ['one', 'two', 'three'];
  const said = await Promise.all(words.flatMap((word) => people.map((who) => send(who, `${who.name} ${word}`))));
  const ids = new Set(said.map((message) => message.id));
  const orders: string[] = [];
  for (const who of people) {
    for (const messageId of ids) await who.sees(({ message }) => message?.id === messageId);
    orders.push(
      who.sightings
        .flatMap(({ event }) =>
          event.conversationId === id && event.message && ids.has(event.message.id) ? [event.message.seq] : [],
        )
        .join(' '),
    );
  }
  if (new Set(orders).size !== 1) throw new Error(`people saw different orders: ${orders.join(' | ')}`);
  await row(
    acts(...people),
    `Fireside  ${said.length} messages from ${people.length} people in the same moment: all saw them as ${orders[0]}`,
  );
}

/** One message, sent again and again by a client that can't know whether it got through. */
async function retries(
  row: Row,
  { id }: Room,
  who: Person,
  send: (input: Record<string, unknown>) => Promise<Said>,
): Promise<void> {
  const clientMessageId = randomUUID();
  const answers = await Promise.all(
    [clientMessageId, clientMessageId.toUpperCase(), clientMessageId].map((given) => send({ clientMessageId: given })),
  );
  const [first] = answers;
  if (answers.some((answer) => answer.id !== first?.id)) throw new Error('a retry made a second message');
  await who.sees(({ conversationId, message }) => conversationId === id && message?.id === first?.id);
  await row(
    acts(who),
    `Fireside  ${who.name} sends the same message ${answers.length} times at once: it is there once, as ${first?.seq}`,
  );
}

export async function ticket({ stage, chat, server, ann, omar, leo }: Company, fireside: Room): Promise<void> {
  await stage.scene(
    5,
    'In through the door, with a ticket',
    'Who listens to a room’s activity is in the room. Léo joins, gets a ticket that is good for this room alone, and opens a second socket with it.',
  );
  const guests = [omar, ann];
  const heard = new Map<Person, RoomActivity[]>(guests.map((who) => [who, []]));
  const waiting = new Set<() => void>();
  for (const who of guests)
    who.socket.subscribe<RoomActivity>(
      operations.ROOM_ACTIVITY,
      { roomId: fireside.roomId },
      (activity) => {
        heard.get(who)?.push(activity);
        for (const look of waiting) look();
      },
      () => undefined,
    );
  const hears = (who: Person, type: RoomActivity['type'], whom: Person): Promise<number> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${who.name} did not hear that ${whom.name} ${type}`)), 15_000);
      const look = (): void => {
        if (!heard.get(who)?.some((activity) => activity.type === type && activity.user?.id === whom.id)) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(performance.now());
      };
      waiting.add(look);
      look();
    });
  const both = async (type: RoomActivity['type'], text: string, since: number): Promise<void> => {
    const cells = new Map<Person, Cell>();
    for (const who of guests) cells.set(who, { kind: 'saw', ms: (await hears(who, type, leo)) - since });
    await stage.row(cells, text);
  };
  for (const who of guests) await hears(who, 'ENTERED', who);
  await stage.row(acts(omar, ann), 'Omar and Ann sit down by the fire');

  const started = performance.now();
  await leo.ask(operations.JOIN_ROOM, { input: { roomId: fireside.roomId } });
  const joined = (event: InboxEvent): boolean => event.membership === 'JOINED' && event.userId === leo.id;
  const cells = await chat.cellsOf(leo, [...fireside.members, leo], joined, started);
  fireside.members.add(leo);
  await stage.row(cells, 'Fireside  Léo joins the room');

  const { issueRoomTicket } = await leo.ask<{ issueRoomTicket: { ticket: string } }>(operations.ISSUE_TICKET, {
    input: { roomId: fireside.roomId },
  });
  const socket = new Socket(server, () => ({ ticket: issueRoomTicket.ticket }));
  const entering = performance.now();
  socket.subscribe<RoomActivity>(
    operations.ROOM_ACTIVITY,
    { roomId: fireside.roomId },
    () => undefined,
    () => undefined,
  );
  await both('ENTERED', 'Fireside  Léo comes in with his ticket', entering);
  const { sendMessage } = await socket.ask<{ sendMessage: { message: Said } }>(operations.SEND, {
    input: {
      conversationId: fireside.id,
      clientMessageId: randomUUID(),
      text: 'Bonsoir ! J’ai apporté des croissants 🥐',
    },
  });
  const seen = (event: InboxEvent): boolean => event.message?.id === sendMessage.message.id;
  await stage.row(
    await chat.cellsOf(leo, [...fireside.members], seen, entering),
    'Fireside  Léo: Bonsoir ! J’ai apporté des croissants 🥐',
  );
  await chat.refused(
    leo,
    () => socket.ask(operations.TOTAL_UNREAD),
    'FORBIDDEN',
    'With the ticket he tries to look elsewhere',
  );
  const leaving = performance.now();
  await socket.close();
  await both('EXITED', 'Fireside  Léo closes that socket: he is out of the room, and still a member', leaving);
}
