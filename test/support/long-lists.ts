import { act } from './acts.js';
import { picture } from './attachments-world.js';
import type { Json } from './clients.js';
import { register, type Person } from './people.js';
import { enter } from './rooms.js';
import type { ServerNode } from './server.js';
import { upload } from './uploads.js';

/** Somebody who has as many of everything that the API lists, some of it in both kinds of conversation. */
export interface Collector {
  readonly owner: Person;
  /** As many people as wanted, with avatars and photo walls, whose nicknames begin with `tag`. */
  readonly people: readonly Person[];
  readonly tag: string;
  /** In it are the owner, all people, as many who are present, and as many bans. */
  readonly room: { readonly roomId: string; readonly conversationId: string };
  /** A message with as many attachments, mentions and reactions. */
  readonly messageId: string;
  readonly groupIds: readonly string[];
}

const EMOJI = ['👍', '🍣', '🍺', '🎉', '😂', '😮', '😢', '🙏', '🔥', '👏', '🚀', '💯'];

let tags = 0;

/** A picture for a profile. */
const profileImage = async (person: Person): Promise<string> =>
  (await upload(person, await picture(4, 4), 'me.png')).id as string;

async function settle(person: Person, photos: number): Promise<void> {
  const images = await Promise.all(Array.from({ length: photos + 1 }, () => profileImage(person)));
  const [avatarAttachmentId, ...photoWallAttachmentIds] = images;
  await act(person.http, 'updateProfile', { avatarAttachmentId, photoWallAttachmentIds });
}

/** A message with all that a message can have: a reply, mentions and attachments. */
async function sendRich(
  from: Person,
  conversationId: string,
  mentioned: readonly Person[],
  attachments = 1,
): Promise<Json> {
  const bytes = await picture(4, 4);
  const [first, ...files] = await Promise.all([
    from.send(conversationId, 'first'),
    ...Array.from({ length: attachments }, () => upload(from, bytes, 'a.png')),
  ]);
  return from.send(conversationId, 'rich', {
    replyToId: first.id,
    mentions: mentioned.map(({ id }) => id),
    attachmentIds: files.map(({ id }) => id as string),
  });
}

/** Makes somebody with lists of this length. */
export async function collect(node: ServerNode, length: number): Promise<Collector> {
  const tag = `List${(tags += 1)}x`;
  const [owner, ...people] = await Promise.all([
    register(node, 'Owner'),
    ...Array.from({ length }, (_, index) => register(node, `${tag} ${index}`)),
  ]);
  await settle(owner, length);
  await Promise.all(people.map((person) => settle(person, 1)));

  const rooms = await Promise.all(
    people.map(async (person, index) => {
      const conversationId = await owner.openDirect(person);
      const room = await owner.createRoom(`${tag} ${index}`, people);
      await Promise.all([
        act(owner.http, 'addContact', { userId: person.id, groupName: `${tag} ${index}` }),
        register(node).then(({ id: userId }) => act(owner.http, 'blockUser', { userId })),
        sendRich(person, conversationId, [owner, person]),
        sendRich(person, room.conversationId, [owner, person]),
        owner.secondDevice(),
      ]);
      return room;
    }),
  );

  const room = rooms[0]!;
  await Promise.all(rooms.map(({ roomId }) => enter(people[0]!, roomId)));
  await Promise.all(
    people.map(async (person) => {
      const banned = await register(node);
      await Promise.all([
        enter(person, room.roomId),
        sendRich(person, room.conversationId, [owner, person]),
        act(owner.http, 'removeRoomMember', { roomId: room.roomId, userId: banned.id, ban: true }),
      ]);
    }),
  );
  const { id: messageId } = await sendRich(people[0]!, room.conversationId, people, length);
  // As many emoji, the first of them from as many people.
  for (const [index, { http }] of people.entries()) {
    await act(http, 'addReaction', { messageId, emoji: EMOJI[0] });
    if (index > 0) await act(http, 'addReaction', { messageId, emoji: EMOJI[index] });
  }
  const { contactGroups } = await owner.http.run('{ contactGroups { id isDefault } }');
  return {
    ...{ owner, people, tag, room, messageId: messageId as string },
    groupIds: contactGroups.flatMap(({ id, isDefault }: Json) => (isDefault ? [] : [id as string])),
  };
}
