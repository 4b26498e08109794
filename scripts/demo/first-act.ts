import { randomBytes } from 'node:crypto';
import type { Talk } from './chat.js';
import type { Company } from './company.js';
import * as operations from './operations.js';
import type { Person } from './person.js';
import { pngOf, sunset, tea, type Picture } from './pictures.js';
import type { Cell } from './stage.js';

const acts = (who: Person): Map<Person, Cell> => new Map([[who, { kind: 'acts' }]]);

export async function arrivals({ stage, cast, chat, ann, leo }: Company): Promise<void> {
  await stage.scene(
    1,
    'Five people sign up',
    'Each registers over HTTP, opens a WebSocket and subscribes to the inbox: one stream with everything that concerns them. ▶ acts, ● sees it live (milliseconds since the request began), ↻ is told on coming back, ╳ has no connection, ✗ was refused.',
  );
  const run = randomBytes(3).toString('hex');
  for (const person of cast) {
    const username = `${person.name.normalize('NFD').replace(/[^A-Za-z]/g, '')}.${run}`;
    await person.register(username);
    await person.goLive();
    await stage.row(
      acts(person),
      `${person.role.nickname}, account ${person.accountNumber}: “${person.role.signature}”`,
    );
  }
  const avatarAttachmentId = await upload(ann, tea, 'tea.png');
  await ann.ask(operations.UPDATE_PROFILE, { input: { avatarAttachmentId } });
  await stage.row(acts(ann), 'Ann puts a cup of tea on her profile');
  await stage.picture(tea);
  await chat.refused(
    leo,
    () =>
      leo.ask(operations.REGISTER, {
        input: { nickname: 'Not Ann', username: `ann.${run}`, password: 'long enough' },
      }),
    'USERNAME_TAKEN',
    `Léo would like a second account, as ann.${run}`,
  );
}

export async function contacts({ stage, chat, ann, mei, omar, asha }: Company): Promise<void> {
  await stage.scene(
    2,
    'Contacts, in groups',
    'A group is made when it is first named. The change reaches every device of the one whose list it is, and nobody else.',
  );
  const add = async (who: Person, whom: Person, groupName: string): Promise<void> => {
    const started = performance.now();
    const from = who.sightings.length;
    await who.ask(operations.ADD_CONTACT, { input: { userId: whom.id, groupName } });
    const { event, at } = await who.sees(({ contacts: change }) => change === 'ADDED', from);
    const { group, user } = event.contact ?? {};
    await stage.row(
      new Map<Person, Cell>([[who, { kind: 'saw', ms: at - started }]]),
      `${who.name}’s contacts: ${user?.nickname} in “${group?.name}”`,
    );
  };
  await add(ann, mei, 'Friends');
  await add(ann, omar, 'Book club');
  await add(mei, ann, '朋友');
  await add(omar, ann, 'أصدقاء');
  await add(asha, ann, 'दोस्त');
  await chat.refused(
    ann,
    () => ann.ask(operations.ADD_CONTACT, { input: { identifier: mei.accountNumber } }),
    'CONTACT_EXISTS',
    'Ann adds Mei once more',
  );
}

export async function direct({ stage, chat, ann, mei, talks }: Company): Promise<void> {
  await stage.scene(
    3,
    'Two people, one conversation',
    'Ann and Mei open a conversation with each other at the same instant, several times over. There is one, and only one.',
  );
  const open = async (who: Person, whom: Person): Promise<string> => {
    const { openDirectConversation } = await who.ask<{ openDirectConversation: { conversation: { id: string } } }>(
      operations.OPEN_DIRECT,
      { input: { userId: whom.id } },
    );
    return openDirectConversation.conversation.id;
  };
  const ids = await Promise.all([1, 2, 3].flatMap(() => [open(ann, mei), open(mei, ann)]));
  const [id = ''] = ids;
  if (ids.some((other) => other !== id)) throw new Error('the pair has several conversations');
  const talk: Talk = { id, title: 'Ann ↔ Mei', members: new Set([ann, mei]) };
  talks.push(talk);
  await stage.row(
    new Map<Person, Cell>([
      [ann, { kind: 'acts' }],
      [mei, { kind: 'acts' }],
    ]),
    `${ids.length} requests at once, 1 conversation`,
  );

  await chat.say(mei, talk, '早上好！今天下班去看日落吗？🌅');
  await chat.say(ann, talk, 'Yes! Same place as last week?');
  const picture = await upload(mei, sunset, 'sunset.png');
  const shown = await chat.say(mei, talk, '上次拍的', { attachmentIds: [picture] });
  await download(ann, shown.id, sunset);
  await stage.picture(sunset);
  await chat.say(ann, talk, 'Beautiful 😍 It goes on my wall.', { replyToId: shown.id });
  const { totalUnreadCount } = await mei.ask<{ totalUnreadCount: number }>(operations.TOTAL_UNREAD);
  await stage.row(acts(mei), `Mei has ${totalUnreadCount} unread, and reads:`);
  await chat.read(mei, talk);
}

/** Uploads a picture as a browser does: announce it, PUT the bytes, have it checked. */
export async function upload(who: Person, picture: Picture, fileName: string): Promise<string> {
  const bytes = pngOf(picture);
  const { createAttachmentUpload } = await who.ask<{
    createAttachmentUpload: {
      attachment: { id: string };
      upload: { method: string; url: string; headers: { name: string; value: string }[] };
    };
  }>(operations.CREATE_UPLOAD, { input: { fileName, size: bytes.length } });
  const { attachment, upload: target } = createAttachmentUpload;
  const response = await fetch(who.reachable(target.url), {
    method: target.method,
    headers: Object.fromEntries(target.headers.map(({ name, value }) => [name, value])),
    body: new Uint8Array(bytes),
  });
  if (!response.ok) throw new Error(`the upload was answered with ${response.status} ${await response.text()}`);
  await who.ask(operations.COMPLETE_UPLOAD, { input: { attachmentId: attachment.id } });
  return attachment.id;
}

/** Fetches the first attachment of a message from the address that the stream told, and compares it byte by byte. */
async function download(who: Person, messageId: string, picture: Picture): Promise<void> {
  const { event } = await who.sees(({ message }) => message?.id === messageId);
  const address = event.message?.attachments[0]?.url;
  if (!address) throw new Error('the attachment has no address');
  const bytes = Buffer.from(await (await fetch(who.reachable(address))).arrayBuffer());
  if (!bytes.equals(pngOf(picture))) throw new Error('the picture is not the one that was sent');
}
